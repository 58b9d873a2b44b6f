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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Energies and scores against values that were computed at 110 digits. */
class ReferenceVectorsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<Named<JsonNode>> records() throws IOException {
    try (var stream = ReferenceVectorsTest.class.getResourceAsStream("/vectors-sample.jsonl")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(ReferenceVectorsTest::parse)
          .map(record -> Named.of(record.get("name").asText(), record));
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void energiesAndScoresAgreeWithTheReference(JsonNode record) {
    EnergyFunction energy = Energies.fromJson(record.get("spec").toString());
    INDArray x = Nd4j.createFromArray(matrix(record.get("x")));

    double[] energies = energy.energy(x).toDoubleVector();
    double[][] scores = energy.score(x).toDoubleMatrix();

    JsonNode tolerance = record.get("tol");
    for (int i = 0; i < energies.length; i++) {
      double expected = record.get("energy").get(i).doubleValue();
      assertThat(Math.abs(energies[i] - expected))
          .as("energy of row %d: %s, expected %s", i, energies[i], expected)
          .isLessThanOrEqualTo(bound(tolerance.get("energy"), Math.abs(expected)));

      double[] expectedScore = vector(record.get("score").get(i));
      double largest = 0;
      double worst = 0;
      for (int j = 0; j < expectedScore.length; j++) {
        largest = Math.max(largest, Math.abs(expectedScore[j]));
        worst = Math.max(worst, Math.abs(scores[i][j] - expectedScore[j]));
      }
      assertThat(worst)
          .as("score of row %d", i)
          .isLessThanOrEqualTo(bound(tolerance.get("score"), largest));
    }
  }

  private static double bound(JsonNode tolerance, double reference) {
    return tolerance.get("atol").doubleValue() + tolerance.get("rtol").doubleValue() * reference;
  }

  private static JsonNode parse(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[][] matrix(JsonNode rows) {
    double[][] matrix = new double[rows.size()][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = vector(rows.get(i));
    }
    return matrix;
  }

  private static double[] vector(JsonNode numbers) {
    double[] vector = new double[numbers.size()];
    for (int j = 0; j < vector.length; j++) {
      vector[j] = numbers.get(j).doubleValue();
    }
    return vector;
  }
}
