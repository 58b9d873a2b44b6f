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
import io.sparkenergy.backend.BatchedRows;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.HostPrograms;
import io.sparkenergy.backend.cuda.source.CudaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Energies and scores against values that were computed at 110 digits. */
class ReferenceVectorsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Evaluates rows: energy and score, side by side. */
  private interface Evaluation {
    double[][] of(EnergyFunction energy, double[]... rows);
  }

  static Stream<Arguments> evaluationsAndRecords() {
    List<Named<JsonNode>> records = records();
    Stream<Named<Evaluation>> backends =
        BatchedRows.backends().map(name -> Named.of(name, through(name)));
    Named<Evaluation> arrays = Named.of("arrays", ReferenceVectorsTest::eager);
    Named<Evaluation> text = Named.of("CUDA text", ReferenceVectorsTest::byCudaText);
    return Stream.concat(Stream.of(arrays, text), backends)
        .flatMap(evaluation -> records.stream().map(record -> Arguments.of(evaluation, record)));
  }

  private static List<Named<JsonNode>> records() {
    return Stream.concat(
            records("/vectors-sample.jsonl").stream(), records("/vectors-adapters.jsonl").stream())
        .toList();
  }

  private static List<Named<JsonNode>> records(String file) {
    try (var stream = ReferenceVectorsTest.class.getResourceAsStream(file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(ReferenceVectorsTest::parse)
          .map(record -> Named.of(record.get("name").asText(), record))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Evaluation through(String backend) {
    return (energy, rows) ->
        BatchedRows.evaluate(backend, energy, Precision.DOUBLE, rows.length, rows);
  }

  /** The programs' CUDA text, all compiled at once, on the CPU. */
  private static double[][] byCudaText(EnergyFunction energy, double[]... rows) {
    return CudaText.HOST.energiesAndScores(
        CudaText.ENERGIES.indexOf(Energies.toJson(energy)), rows);
  }

  private static final class CudaText {
    static final List<String> ENERGIES = new ArrayList<>();
    static final HostPrograms HOST;

    static {
      List<CudaProgram> programs = new ArrayList<>();
      for (Named<JsonNode> record : records()) {
        EnergyFunction energy = Energies.fromJson(record.getPayload().get("spec").toString());
        int d = record.getPayload().get("x").get(0).size();
        ENERGIES.add(Energies.toJson(energy));
        programs.add(CudaProgram.of(energy, d, BatchedRows.BOTH, Precision.DOUBLE));
      }
      HOST = new HostPrograms(programs);
    }
  }

  @AfterAll
  static void stopTheHost() {
    CudaText.HOST.close();
  }

  private static double[][] eager(EnergyFunction energy, double[]... rows) {
    INDArray x = Nd4j.createFromArray(rows);
    return Nd4j.hstack(energy.energy(x).reshape(rows.length, 1), energy.score(x)).toDoubleMatrix();
  }

  @ParameterizedTest
  @MethodSource("evaluationsAndRecords")
  void energiesAndScoresAgreeWithTheReference(Evaluation evaluation, JsonNode record) {
    EnergyFunction energy = Energies.fromJson(record.get("spec").toString());
    double[][] found = evaluation.of(energy, matrix(record.get("x")));

    JsonNode tolerance = record.get("tol");
    for (int i = 0; i < found.length; i++) {
      double expected = record.get("energy").get(i).doubleValue();
      assertThat(Math.abs(found[i][0] - expected))
          .as("energy of row %d: %s, expected %s", i, found[i][0], expected)
          .isLessThanOrEqualTo(bound(tolerance.get("energy"), Math.abs(expected)));

      double[] expectedScore = vector(record.get("score").get(i));
      double largest = 0;
      double worst = 0;
      for (int j = 0; j < expectedScore.length; j++) {
        largest = Math.max(largest, Math.abs(expectedScore[j]));
        worst = Math.max(worst, Math.abs(found[i][1 + j] - expectedScore[j]));
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
