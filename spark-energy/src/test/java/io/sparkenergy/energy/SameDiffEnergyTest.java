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
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SameDiffEnergyTest {
  private static final double[][] W = {{1, 2, 3}, {0.5, -1, 2}};
  private static final double[][] X = {{0.3, -0.8}, {1.5, 2}, {0, 0.25}};

  /** Σ tanh(x W)², with W a variable as training leaves it. */
  private static SameDiff network(DataType type) {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", type, -1, 2);
    SDVariable w = graph.var("w", Nd4j.createFromArray(W).castTo(type));
    SDVariable h = graph.math.tanh(x.mmul(w));
    h.mul(h).sum("energy", 1);
    return graph;
  }

  private static double energy(double... x) {
    double sum = 0;
    for (int j = 0; j < 3; j++) {
      sum += Math.pow(Math.tanh(x[0] * W[0][j] + x[1] * W[1][j]), 2);
    }
    return sum;
  }

  private static double[] score(double... x) {
    double[] score = new double[2];
    for (int j = 0; j < 3; j++) {
      double t = Math.tanh(x[0] * W[0][j] + x[1] * W[1][j]);
      score[0] -= 2 * t * (1 - t * t) * W[0][j];
      score[1] -= 2 * t * (1 - t * t) * W[1][j];
    }
    return score;
  }

  private static void requireRight(EnergyFunction function, double tolerance) {
    double[] energies = function.energy(Nd4j.createFromArray(X)).toDoubleVector();
    double[][] scores = function.score(Nd4j.createFromArray(X)).toDoubleMatrix();
    for (int i = 0; i < X.length; i++) {
      assertThat(energies[i]).isCloseTo(energy(X[i]), within(tolerance));
      assertThat(scores[i]).containsExactly(score(X[i]), within(tolerance));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"DOUBLE", "FLOAT"})
  void aGraphGivesEnergyAndScore(DataType type) {
    double tolerance = type == DataType.DOUBLE ? 1e-14 : 1e-5;
    EnergyFunction energy = SameDiffEnergy.of(network(type));
    requireRight(energy, tolerance);
    INDArray floats = Nd4j.createFromArray(X).castTo(DataType.FLOAT);
    assertThat(energy.score(floats).dataType()).isEqualTo(DataType.FLOAT);
    assertThat(energy.energy(floats).getDouble(0)).isCloseTo(energy(X[0]), within(1e-6));
    assertThat(energy.dimension()).hasValue(2);
  }

  @Test
  void aSavedGraphIsReadFromItsFile(@TempDir Path directory) {
    Path path = directory.resolve("model.fb");
    network(DataType.DOUBLE).save(path.toFile(), false);
    requireRight(SameDiffEnergy.read(path), 1e-14);
  }

  @Test
  void jsonKeepsTheGraph() {
    EnergyFunction energy = SameDiffEnergy.of(network(DataType.DOUBLE), "x", "energy");
    String json = Energies.toJson(TemperedEnergy.of(energy, 1));
    EnergyFunction again = Energies.fromJson(json);
    requireRight(again, 1e-14);
    assertThat(Energies.toJson(again)).isEqualTo(json);
    assertThatThrownBy(
            () ->
                Energies.fromJson(
                    "{\"type\":\"samediff\",\"input\":\"x\",\"output\":\"e\",\"graph\":\"%\"}"))
        .hasMessageContaining("graph: found ")
        .hasMessageContaining("base64");
  }

  @Test
  void graphsWithoutAnythingToTrainAndWithViewsAreDifferentiated() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 4);
    SDVariable square = x.reshape(-1, 2, 2).permute(0, 2, 1).reshape(-1, 4);
    SDVariable weights = graph.constant("w", Nd4j.createFromArray(1.0, 2, 3, 4));
    SDVariable cube = square.mul(weights).mul(square).mul(square);
    cube.sum("energy", true, 1);
    EnergyFunction energy = SameDiffEnergy.of(graph);
    double[] row = {0.5, -1, 2, 0.25};
    INDArray rows = Nd4j.createFromArray(new double[][] {row, {1, 1, 1, 1}});
    double[] w = {1, 3, 2, 4};
    for (int times = 0; times < 3; times++) {
      assertThat(energy.energy(rows).getDouble(0))
          .isCloseTo(0.125 - 3 + 16 + 4 * 0.015625, within(1e-13));
      for (int j = 0; j < 4; j++) {
        assertThat(energy.gradient(rows).getDouble(0, j))
            .isCloseTo(3 * w[j] * row[j] * row[j], within(1e-13));
      }
    }
  }

  /** Tasks are threads: each loads the graph for itself. */
  @Test
  void tasksOfASparkJobEvaluateIt() {
    SparkSession spark = SparkSession.builder().getOrCreate();
    EnergyFunction energy = SameDiffEnergy.of(network(DataType.DOUBLE));
    List<Row> rows =
        SparkEnergy.evaluate(
                spark.range(0, 400, 1, 4).selectExpr("array(sin(id), cos(3 * id)) as x"),
                energy,
                "x")
            .collectAsList();
    assertThat(rows).hasSize(400);
    for (Row row : rows) {
      double[] x = row.<Double>getList(0).stream().mapToDouble(Double::doubleValue).toArray();
      assertThat(row.<Double>getAs("energy")).isCloseTo(energy(x), within(1e-13));
      double[] score = score(x);
      assertThat(row.<Double>getList(2).get(1)).isCloseTo(score[1], within(1e-13));
    }
  }

  @Test
  void namesThatAreNotThereAreRefused() {
    SameDiff graph = network(DataType.DOUBLE);
    assertRefused(graph, "y", "energy", "placeholders: found [x], expected one of the name y");
    assertRefused(graph, "w", "energy", "placeholders: found [x], expected one of the name w");
    assertRefused(graph, "x", "w", "expected one of the name w");
    graph.placeHolder("t", DataType.DOUBLE, -1, 1);
    assertThatThrownBy(() -> SameDiffEnergy.of(graph))
        .hasMessageContaining("placeholders: found [t, x], expected one; say which");
    requireRight(SameDiffEnergy.of(graph, "x", "energy"), 1e-14);
    graph.math.neg("minus", graph.getVariable("energy"));
    graph.math.abs("size", graph.getVariable("energy"));
    assertThatThrownBy(() -> SameDiffEnergy.of(graph)).hasMessageContaining("placeholders");
  }

  private static void assertRefused(SameDiff graph, String input, String output, String message) {
    assertThatThrownBy(() -> SameDiffEnergy.of(graph, input, output))
        .isInstanceOfSatisfying(
            EnergyException.class,
            e -> assertThat(e.condition()).isEqualTo(ErrorCondition.INVALID_MODEL_FILE))
        .hasMessageContaining("model file graph: ")
        .hasMessageContaining(message);
  }

  @Test
  void graphsThatAreNoEnergyAreRefused() {
    SameDiff vector = SameDiff.create();
    vector.math.tanh("t", vector.placeHolder("x", DataType.DOUBLE, -1, 2));
    assertRefused(vector, "x", "t", "result t: found shape [2, 2] for 2 rows, expected shape (n)");
    SameDiff mixing = SameDiff.create();
    SDVariable x = mixing.placeHolder("x", DataType.DOUBLE, -1, 2);
    x.mmul(x.permute(1, 0)).sum("e", 1);
    assertRefused(mixing, "x", "e", "an energy that depends on the rows beside it");
    SameDiff fixed = SameDiff.create();
    fixed.placeHolder("x", DataType.DOUBLE, 8, 2).sum("e", 1);
    assertRefused(fixed, "x", "e", "placeholder x: found DOUBLE of shape [8, 2], expected real");
    SameDiff whole = SameDiff.create();
    whole.placeHolder("x", DataType.INT32, -1, 2).sum("e", 1);
    assertRefused(whole, "x", "e", "placeholder x: found INT");
    SameDiff two = SameDiff.create();
    two.placeHolder("x", DataType.DOUBLE, -1, 2)
        .sum(1)
        .add("e", two.placeHolder("t", DataType.DOUBLE, -1));
    assertRefused(two, "x", "e", "it cannot be ");
  }

  @Test
  void aGraphThatCannotBeDifferentiatedGivesEnergiesOnly() {
    SameDiff graph = SameDiff.create();
    graph.math.logSumExp("e", graph.placeHolder("x", DataType.DOUBLE, -1, 2), 1);
    EnergyFunction energy = SameDiffEnergy.of(graph);
    assertThat(energy.energy(Nd4j.createFromArray(X)).getDouble(1))
        .isCloseTo(Math.log(Math.exp(1.5) + Math.exp(2)), within(1e-14));
    assertThatThrownBy(() -> energy.score(Nd4j.createFromArray(X)))
        .hasMessageContaining("samediff gives no score: SameDiff cannot differentiate its graph");
  }

  @Test
  void filesThatAreNoGraphAreRefused(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("model.fb");
    network(DataType.DOUBLE).save(path.toFile(), false);
    byte[] whole = Files.readAllBytes(path);
    for (byte[] bytes :
        List.of(new byte[0], new byte[40], Arrays.copyOf(whole, whole.length / 2))) {
      assertThatThrownBy(() -> SameDiffEnergy.of("m.fb", bytes, Optional.empty(), Optional.empty()))
          .isInstanceOf(EnergyException.class)
          .hasMessageContaining("model file m.fb: ");
    }
    assertThatThrownBy(() -> SameDiffEnergy.read(directory.resolve("none")))
        .hasMessageContaining("ENERGY_UNREADABLE_ENERGY");
  }
}
