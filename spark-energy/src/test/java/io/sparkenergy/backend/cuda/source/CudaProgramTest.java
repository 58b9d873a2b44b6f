/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except
 * in compliance with the License. You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License
 * is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express
 * or implied. See the License for the specific language governing permissions and limitations under
 * the License.
 */
package io.sparkenergy.backend.cuda.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.backend.BatchedRows;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.source.CudaBuffer.Role;
import io.sparkenergy.backend.cuda.source.CudaStep.Launch;
import io.sparkenergy.backend.cuda.source.CudaStep.Product;
import io.sparkenergy.energy.AckleyEnergy;
import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.AffineEnergy;
import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.EnergyCatalogue;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.MixtureEnergy;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.MlpEnergy.Layer;
import io.sparkenergy.energy.RosenbrockEnergy;
import io.sparkenergy.energy.TemperedEnergy;
import io.sparkenergy.expression.Matrix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program is shared out into, and what it takes. */
class CudaProgramTest {
  @ParameterizedTest(name = "d = {0}: {1} rows by {2} threads")
  @CsvSource({
    // A thread a row, then a few, a warp, a block.
    "2, 128, 128",
    "8, 128, 128",
    "32, 64, 256",
    "128, 16, 256",
    "512, 8, 256",
    "513, 1, 256",
    "4096, 1, 256",
    "100000, 1, 1024",
  })
  void elementwiseEnergiesAreOneKernel(int d, int rowsPerBlock, int threadsPerBlock) {
    CudaProgram program = both(DoubleWellEnergy.of(1, 2), d, Precision.FLOAT);
    assertThat(program.steps()).hasSize(1);
    Launch launch = (Launch) program.steps().get(0);
    assertThat(launch.rowsPerBlock()).isEqualTo(rowsPerBlock);
    assertThat(launch.threadsPerBlock()).isEqualTo(threadsPerBlock);
    assertThat(launch.blocks(3 * rowsPerBlock)).isEqualTo(3);
    assertThat(launch.blocks(3 * rowsPerBlock + 1)).isEqualTo(4);
    assertThat(program.buffers())
        .containsExactly(
            new CudaBuffer(d, Role.ROWS),
            new CudaBuffer(1, Role.RESULT),
            new CudaBuffer(d, Role.RESULT));
    assertThat(program.results()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource({"8", "32", "512", "4096"})
  void rowsMoveSixteenBytesAtATime(int d) {
    assertThat(both(DoubleWellEnergy.of(1, 2), d, Precision.FLOAT).source())
        .contains("*reinterpret_cast<const num4*>(r", "*reinterpret_cast<num4*>(r");
    assertThat(both(DoubleWellEnergy.of(1, 2), d, Precision.DOUBLE).source())
        .contains("*reinterpret_cast<const num2*>(r", "*reinterpret_cast<num2*>(r");
  }

  @Test
  void aRowIsReadOnceThoughItsScoreWaitsForSums() {
    String text = both(AckleyEnergy.standard(), 512, Precision.FLOAT).source();
    assertThat(text.split("reinterpret_cast<const num4\\*>", -1)).hasSize(1 + 512 / 32 / 4);
  }

  @Test
  void aSmallGaussianNeedsNoProduct() {
    assertThat(both(gaussian(16), 16, Precision.DOUBLE).steps()).hasSize(1);
  }

  /** The score is written by the product itself; the energy's kernel takes the sign back. */
  @Test
  void aLargeGaussianIsOneProductBetweenTwoKernels() {
    CudaProgram program = both(gaussian(64), 64, Precision.DOUBLE);
    assertThat(program.steps())
        .satisfiesExactly(
            step -> assertThat(step).isInstanceOf(Launch.class),
            step -> {
              Product product = (Product) step;
              assertThat(product.output()).isEqualTo(program.results().get(1));
              assertThat(product.alpha()).isEqualTo(-1);
            },
            step -> assertThat(step).isInstanceOf(Launch.class));
    assertThat(program.numbersPerRow()).isEqualTo(64 + 1 + 64 + 64);
  }

  @Test
  void aPerceptronIsItsProductsAndAKernelBetween() {
    CudaProgram program = both(perceptron(40, 128, 96), 40, Precision.FLOAT);
    assertThat(program.steps().stream().map(Object::getClass).map(Class::getSimpleName))
        .containsExactly("Product", "Launch", "Product", "Launch", "Product", "Launch", "Product");
    Product first = (Product) program.steps().get(0);
    assertThat(first.input()).isEqualTo(program.input());
    assertThat(first.transposed()).isFalse();
    Product last = (Product) program.steps().get(6);
    assertThat(last.output()).isEqualTo(program.results().get(1));
    assertThat(last.transposed()).isTrue();
    assertThat(program.parameters().get(last.parameter()))
        .isEqualTo(program.parameters().get(first.parameter()));
  }

  @Test
  void scratchMemoryIsUsedAgain() {
    CudaProgram program = both(perceptron(40, 128, 128, 128, 128, 128), 40, Precision.FLOAT);
    long scratch =
        program.buffers().stream().filter(buffer -> buffer.role() == Role.SCRATCH).count();
    // Each layer's product is kept for its derivative; beside them, what goes into a product.
    assertThat(scratch).isEqualTo(5 + 1);
  }

  @Test
  void nothingReadsWhatItWrites() {
    for (int d : new int[] {2, 40, 600}) {
      for (EnergyFunction energy : List.of(perceptron(d, 50, 60), gaussian(d))) {
        for (CudaStep step : both(energy, d, Precision.FLOAT).steps()) {
          if (step instanceof Product product) {
            assertThat(product.input()).isNotEqualTo(product.output());
          } else {
            Set<Integer> buffers = new HashSet<>();
            for (CudaArgument argument : ((Launch) step).arguments()) {
              if (argument instanceof CudaArgument.Buffer buffer) {
                assertThat(buffers.add(buffer.index())).as("%s", step).isTrue();
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2", "16", "300"})
  void energiesOfOneFormHaveOneText(int d) {
    assertThat(both(RosenbrockEnergy.of(1.5, 30), d, Precision.DOUBLE).source())
        .isEqualTo(both(RosenbrockEnergy.of(0.7, 99), d, Precision.DOUBLE).source());
  }

  @Test
  void equalParametersAreOne() {
    Matrix matrix = Matrix.of(new double[][] {numbers(70), numbers(70)});
    EnergyFunction energy =
        EnergyFunction.define(
            "twice", 70, x -> x.linear(matrix).sin().sum().plus(x.linear(matrix).cos().sum()));
    List<CudaParameter> parameters = both(energy, 70, Precision.DOUBLE).parameters();
    assertThat(parameters).doesNotHaveDuplicates();
  }

  @Test
  void aScoreThatNoRowChangesIsWrittenAllTheSame() {
    CudaProgram program = both(AffineEnergy.of(numbers(50), 1), 50, Precision.DOUBLE);
    assertThat(program.buffers().get(program.results().get(1)).stride()).isEqualTo(50);
    assertThat(program.steps()).isNotEmpty();
  }

  static List<EnergyFunction> energies() {
    return List.copyOf(EnergyCatalogue.all().values());
  }

  /** A launch has 4 KiB for arguments. */
  @ParameterizedTest
  @MethodSource("energies")
  void argumentsFitALaunch(EnergyFunction energy) {
    for (CudaStep step : both(energy, 2, Precision.DOUBLE).steps()) {
      assertFits(step);
    }
  }

  @Test
  void coefficientsThatDoNotFitALaunchAreAParameter() {
    CudaProgram program = both(gaussian(32), 32, Precision.DOUBLE);
    assertThat(program.steps()).hasSize(1);
    assertFits(program.steps().get(0));
    assertThat(program.parameters()).hasSize(1);
  }

  /** Many arrays leave less room for numbers. */
  @Test
  void argumentsOfManyTermsFitALaunch() {
    double[][] covariance = gaussian(40).covariance();
    List<EnergyFunction> terms = new ArrayList<>();
    for (int k = 0; k < 150; k++) {
      double[] mean = new Random(k).doubles(40).toArray();
      terms.add(TemperedEnergy.of(GaussianEnergy.of(mean, covariance), 1 + 0.01 * k));
    }
    double[] weights = new Random(1).doubles(terms.size()).toArray();
    both(MixtureEnergy.of(terms).weights(weights), 40, Precision.DOUBLE).steps().stream()
        .filter(Launch.class::isInstance)
        .forEach(CudaProgramTest::assertFits);
  }

  private static void assertFits(CudaStep step) {
    ToIntFunction<CudaArgument> bytes =
        argument -> argument instanceof CudaArgument.Numbers n ? 8 * n.values().size() : 8;
    assertThat(((Launch) step).arguments().stream().mapToInt(bytes).sum())
        .isLessThanOrEqualTo(4096);
  }

  private static CudaProgram both(EnergyFunction energy, int d, Precision precision) {
    return CudaProgram.of(energy, d, BatchedRows.BOTH, precision);
  }

  private static GaussianEnergy gaussian(int d) {
    double[][] covariance = new double[d][d];
    Random random = new Random(5);
    for (int i = 0; i < d; i++) {
      covariance[i][i] = 2;
      for (int j = 0; j < i; j++) {
        covariance[i][j] = random.nextDouble() / d;
        covariance[j][i] = covariance[i][j];
      }
    }
    return GaussianEnergy.of(numbers(d), covariance);
  }

  private static MlpEnergy perceptron(int... widths) {
    Layer[] layers = new Layer[widths.length];
    for (int k = 0; k < layers.length; k++) {
      int outputs = k + 1 < widths.length ? widths[k + 1] : 1;
      double[][] weights = new double[outputs][];
      for (int i = 0; i < outputs; i++) {
        weights[i] = new Random(100L * k + i).doubles(widths[k], -1, 1).toArray();
      }
      layers[k] = Layer.of(weights, numbers(outputs));
    }
    return MlpEnergy.of(Activation.SILU, layers);
  }

  private static double[] numbers(int count) {
    return new Random(count).doubles(count, -1, 1).toArray();
  }
}
