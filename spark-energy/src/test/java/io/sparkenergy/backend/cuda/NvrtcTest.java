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
package io.sparkenergy.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.backend.BatchedRows;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.source.CudaProgram;
import io.sparkenergy.energy.AckleyEnergy;
import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.EnergyCatalogue;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.MixtureEnergy;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.MlpEnergy.Layer;
import io.sparkenergy.energy.RandomEnergies;
import io.sparkenergy.energy.RosenbrockEnergy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * NVRTC compiles the text of every energy, for each generation of GPUs, to a cubin; it needs no
 * GPU. Runs in profile {@code cuda-redist}, which holds NVRTC.
 */
@Tag("nvrtc")
class NvrtcTest {
  private static final int[] DIMENSIONS = {2, 3, 8, 100, 20_000};
  private static final int RANDOM_ENERGIES = 4;
  private static final Pattern SPILLS = Pattern.compile("(\\d+) bytes spill stores");
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

  /**
   * The bindings ask for the driver's library, though NVRTC never calls it: any of its name does.
   */
  @BeforeAll
  static void standInForTheDriver(@TempDir Path directory) throws Exception {
    if (Files.exists(DRIVER)) {
      return;
    }
    Path source = Files.writeString(directory.resolve("empty.c"), "");
    Path stub = directory.resolve("libcuda.so.1");
    Process gcc =
        new ProcessBuilder(
                "gcc",
                "-shared",
                "-Wl,-soname,libcuda.so.1",
                "-o",
                stub.toString(),
                source.toString())
            .redirectErrorStream(true)
            .start();
    String messages = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(gcc.waitFor()).as(messages).isZero();
    System.load(stub.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sm_75", "sm_80", "sm_90", "sm_100"})
  void everyEnergyCompiles(String architecture) throws IOException {
    List<EnergyFunction> energies = new ArrayList<>(EnergyCatalogue.all().values());
    for (EnergyFunction energy : energies) {
      compile(energy, energy.dimension().orElse(2), architecture);
    }
    for (int d : DIMENSIONS) {
      for (int i = 0; i < (d > 1000 ? 0 : RANDOM_ENERGIES); i++) {
        compile(RandomEnergies.of(1000L * d + i, d), d, architecture);
      }
      for (EnergyFunction energy : energies) {
        if (energy.dimension().isEmpty() && !energy.name().equals("himmelblau")) {
          compile(energy, d, architecture);
        }
      }
    }
  }

  private static void compile(EnergyFunction energy, int d, String architecture) {
    for (Precision precision : Precision.values()) {
      CudaProgram program = CudaProgram.of(energy, d, BatchedRows.BOTH, precision);
      if (!HostCompiler.kernels(program.source()).isEmpty()) {
        assertThat(cubin(program.source(), architecture))
            .as("%s in %s, d = %d", energy.name(), precision, d)
            .startsWith(0x7f, 'E', 'L', 'F');
      }
    }
  }

  static Stream<Arguments> rows() {
    return Stream.of(8, 32, 128, 512)
        .flatMap(
            d ->
                Stream.of(Precision.values())
                    .flatMap(
                        precision ->
                            Stream.of(
                                    DoubleWellEnergy.of(1, 2),
                                    RosenbrockEnergy.of(1, 100),
                                    AckleyEnergy.standard(),
                                    gaussian(d, 0),
                                    MixtureEnergy.of(
                                        IntStream.range(0, 8)
                                            .mapToObj(k -> gaussian(d, k))
                                            .toList()),
                                    perceptron(d, 128, 128))
                                .map(energy -> Arguments.of(energy, d, precision))));
  }

  /**
   * Nothing of a row goes to local memory for want of registers. The few bytes that may are what
   * calls save, on the rare ways of divisions and sines.
   */
  @ParameterizedTest(name = "{0}, d = {1}, {2}")
  @MethodSource("rows")
  void rowsStayInRegisters(EnergyFunction energy, int d, Precision precision) {
    CudaProgram program = CudaProgram.of(energy, d, BatchedRows.BOTH, precision);
    List<String> log = new ArrayList<>();
    cubin(program.source(), log, "--gpu-architecture=sm_90", "--std=c++17", "--ptxas-options=-v");
    assertThat(SPILLS.matcher(log.get(0)).results().map(match -> match.group(1)))
        .as(log.get(0))
        .isNotEmpty()
        .allSatisfy(bytes -> assertThat(Integer.parseInt(bytes)).isLessThanOrEqualTo(32));
  }

  private static EnergyFunction gaussian(int d, int seed) {
    Random random = new Random(seed);
    double[][] covariance = new double[d][d];
    for (int i = 0; i < d; i++) {
      covariance[i][i] = 2;
      for (int j = 0; j < i; j++) {
        covariance[i][j] = random.nextDouble() / d;
        covariance[j][i] = covariance[i][j];
      }
    }
    return GaussianEnergy.of(random.doubles(d).toArray(), covariance);
  }

  private static EnergyFunction perceptron(int... widths) {
    Layer[] layers = new Layer[widths.length];
    for (int k = 0; k < layers.length; k++) {
      int outputs = k + 1 < widths.length ? widths[k + 1] : 1;
      double[][] weights = new double[outputs][];
      for (int i = 0; i < outputs; i++) {
        weights[i] = new Random(100L * k + i).doubles(widths[k], -1, 1).toArray();
      }
      layers[k] = Layer.of(weights, new double[outputs]);
    }
    return MlpEnergy.of(Activation.SILU, layers);
  }

  private static byte[] cubin(String text, String architecture) {
    List<String> log = new ArrayList<>();
    byte[] cubin = cubin(text, log, "--gpu-architecture=" + architecture, "--std=c++17");
    assertThat(log.get(0)).as("warnings over%n%s", text).isEmpty();
    return cubin;
  }

  private static byte[] cubin(String text, List<String> logs, String... flags) {
    _nvrtcProgram program = new _nvrtcProgram();
    try (BytePointer source = new BytePointer(text, StandardCharsets.UTF_8);
        BytePointer name = new BytePointer("program.cu", StandardCharsets.UTF_8);
        PointerPointer<BytePointer> options = new PointerPointer<>(flags);
        SizeTPointer size = new SizeTPointer(1)) {
      PointerPointer<?> none = null;
      assertThat(nvrtc.nvrtcCreateProgram(program, source, name, 0, none, none)).isZero();
      int status = nvrtc.nvrtcCompileProgram(program, flags.length, options);
      nvrtc.nvrtcGetProgramLogSize(program, size);
      byte[] log = new byte[(int) size.get()];
      nvrtc.nvrtcGetProgramLog(program, log);
      String messages = new String(log, StandardCharsets.UTF_8).replace("\0", "").strip();
      assertThat(status).as("%s%n%s", messages, text).isZero();
      logs.add(messages);
      nvrtc.nvrtcGetCUBINSize(program, size);
      byte[] cubin = new byte[(int) size.get()];
      nvrtc.nvrtcGetCUBIN(program, cubin);
      nvrtc.nvrtcDestroyProgram(program);
      return cubin;
    }
  }
}
