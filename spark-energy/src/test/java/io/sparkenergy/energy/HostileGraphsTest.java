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
package io.sparkenergy.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.error.EnergyException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.graph.FlatArray;
import org.nd4j.graph.FlatGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** SameDiff graphs that were written to do harm, looked at before ND4J believes them. */
class HostileGraphsTest {
  static final String LOADED = "io.sparkenergy.energy.hostile";

  private static SameDiff network() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 2);
    SDVariable w = graph.var("w", Nd4j.createFromArray(new double[][] {{1, 2, 3}, {4, 5, 6}}));
    graph.math.tanh(x.mmul(w)).sum("energy", 1);
    return graph;
  }

  private static byte[] bytes(SameDiff graph) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      graph.save(out, false);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EnergyFunction read(byte... bytes) {
    return SameDiffEnergy.of("hostile.fb", bytes, Optional.empty(), Optional.empty());
  }

  private static void assertRefused(byte[] bytes, String... message) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(EnergyException.class)
        .hasMessageContaining("hostile.fb")
        .hasMessageContainingAll(message);
  }

  @Test
  void noClassIsLoadedThatATrainingConfigurationNames() throws IOException {
    SameDiff graph = network();
    graph.setTrainingConfig(
        TrainingConfig.builder()
            .updater(new Adam(1e-3))
            .dataSetFeatureMapping("x")
            .dataSetLabelMapping("y")
            .build());
    byte[] bytes = bytes(graph);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String hostile = "io.sparkenergy.energy.HostileUpdater";
    assertThat(text).contains(Adam.class.getName());
    assertThat(hostile).hasSameSizeAs(Adam.class.getName());
    byte[] changed =
        text.replace(Adam.class.getName(), hostile).getBytes(StandardCharsets.ISO_8859_1);

    EnergyFunction energy = read(changed);

    assertThat(energy.energy(Nd4j.createFromArray(new double[][] {{0, 0}})).getDouble(0)).isZero();
    assertThat(System.getProperty(LOADED)).isNull();
    // What ND4J does with the same bytes.
    SameDiff.fromFlatBuffers(ByteBuffer.wrap(changed), false);
    assertThat(System.getProperty(LOADED)).isEqualTo("true");
    System.clearProperty(LOADED);
  }

  @Test
  void loopsAreRefused() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 2);
    SDVariable[] loop =
        graph.whileLoop(
            new SDVariable[] {x.sum(1)},
            (g, variables) -> variables[0].sum().lt(1e300),
            (g, variables) -> new SDVariable[] {variables[0].add(1)});
    loop[0].mul("energy", 1.0);
    assertRefused(bytes(graph), "operators: found [", "enter", "next_iteration", "no loops");
  }

  @Test
  void randomNumbersAreRefused() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 2);
    x.add(graph.random.normal(0, 1, DataType.DOUBLE, 1, 2)).sum("energy", 1);
    assertRefused(bytes(graph), "operators: found [", "no loops, calls, lists or random numbers");
  }

  @ParameterizedTest
  @CsvSource({"2000000000", "1048577"})
  void rowsThatNoTableHasAreRefused(long d) {
    SameDiff graph = SameDiff.create();
    graph.placeHolder("x", DataType.DOUBLE, -1, d).sum("energy", 1);
    assertRefused(bytes(graph), "of shape [-1, " + d + "]", "d at most 1048576");
  }

  @Test
  void resultsThatAreFarLargerThanTheFileAreRefused() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 2);
    graph.tile(x, 1, 400_000_000).sum("energy", 1);
    byte[] bytes = bytes(graph);
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(EnergyException.class)
        .hasMessageContainingAll("of shape [2, 800000000]", "at most 2147483648 bytes");
  }

  /** The array w: 2 axes, 2 x 3, strides 3 and 1. */
  @ParameterizedTest
  @CsvSource({
    "0, 33, 33 axes", "0, -1, -1 axes", "0, 3, numbers of shape",
    "1, 20000, 48 bytes of DOUBLE", "1, -2, a length of -2", "2, 9223372036854775807, a length of",
    "3, 1000000, the last one at place 1000002", "3, -3, with stride -3", "4, 5000, at place 10003"
  })
  void shapesAndStridesThatLeadOutOfAnArrayAreRefused(int at, long value, String message) {
    byte[] bytes = bytes(network());
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    FlatGraph graph = FlatGraph.getRootAsFlatGraph(buffer);
    for (int i = 0; i < graph.variablesLength(); i++) {
      FlatArray array = graph.variables(i).ndarray();
      if (array != null && array.shapeLength() == 8) {
        ByteBuffer shape = array.shapeAsByteBuffer();
        buffer.putLong(shape.position() + 8 * at, value);
      }
    }
    assertRefused(bytes, message);
  }

  @Test
  void bytesThatAreCutOffAreRefusedOrWereNotNeeded() {
    byte[] whole = bytes(network());
    var row = Nd4j.createFromArray(new double[][] {{0.5, -0.25}});
    double expected = read(whole).energy(row).getDouble(0);
    int refused = 0;
    for (int length = 0; length < whole.length; length += 7) {
      try {
        assertThat(read(Arrays.copyOf(whole, length)).energy(row).getDouble(0)).isEqualTo(expected);
      } catch (EnergyException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(whole.length / 7 / 2);
  }
}
