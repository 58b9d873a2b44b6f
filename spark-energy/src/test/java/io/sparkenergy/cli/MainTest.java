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
package io.sparkenergy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.MlpEnergy.Layer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static final String WELL = "{\"type\":\"double_well\"}";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String input;
  private String output;

  @BeforeEach
  void writeInput() {
    input = directory.resolve("in.parquet").toString();
    output = directory.resolve("out").toString();
    spark()
        .range(0, 20, 1, 2)
        .selectExpr("id", "array(double(id), 1d) as features", "double(id) as a", "1 as b")
        .write()
        .parquet(input);
  }

  private static SparkSession spark() {
    return SparkSession.builder().getOrCreate();
  }

  private int run(String... arguments) {
    return Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private int evaluate(String energy, String... more) {
    String[] always = {"evaluate", "--energy", energy, "--input", input, "--output", output};
    return run(Stream.of(always, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "json", "orc"})
  void everyFormatHoldsEnergyAndScore(String format) {
    assertThat(evaluate(WELL, "--format", format, "--input-format", "parquet")).isZero();
    List<Row> rows = spark().read().format(format).load(output).orderBy("id").collectAsList();
    assertThat(rows).hasSize(20);
    for (Row row : rows) {
      long id = row.getAs("id");
      assertThat(row.<Double>getAs("energy")).isEqualTo(Math.pow(id * id - 2.0, 2) + 1);
      assertThat(row.<Double>getList(row.fieldIndex("score")).get(1)).isEqualTo(4);
    }
  }

  @Test
  void csvHoldsTheScoreAsOneColumnPerFeature() {
    String csv = directory.resolve("in.csv").toString();
    spark().read().parquet(input).drop("features").write().option("header", true).csv(csv);
    input = csv;
    assertThat(evaluate(WELL, "--format", "csv", "--features", "a,b")).isZero();
    Row row =
        spark()
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv(output)
            .where("id = 3")
            .first();
    assertThat(row.<Double>getAs("energy")).isEqualTo(50);
    assertThat(row.<Double>getAs("score_a")).isEqualTo(-84);
    assertThat(row.<Double>getAs("score_b")).isEqualTo(4);
  }

  @Test
  void energyMayBeAFileAndOnlyWhatIsAskedForIsWritten() throws IOException {
    Path file = Files.writeString(directory.resolve("energy.json"), WELL);
    assertThat(evaluate(file.toString(), "--with", "energy", "--precision", "float")).isZero();
    assertThat(spark().read().parquet(output).columns())
        .containsExactly("id", "features", "a", "b", "energy");
  }

  @Test
  void existingOutputIsKeptUnlessToldOtherwise() throws IOException {
    assertThat(evaluate(WELL)).isZero();
    assertThat(evaluate(WELL)).isEqualTo(2);
    assertThat(err.toString()).contains("exists; use --mode overwrite or append");
    assertThat(evaluate(WELL, "--mode", "append")).isZero();
    assertThat(spark().read().parquet(output).count()).isEqualTo(40);
    assertThat(evaluate(WELL, "--mode", "overwrite")).isZero();
    assertThat(spark().read().parquet(output).count()).isEqualTo(20);
    assertThat(files()).containsExactly("in.parquet", "out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "overwrite", "append"})
  void aFailedJobSaysWhyInOneLineAndLeavesWhatWasThere(String mode) throws IOException {
    boolean before = !mode.equals("error");
    if (before) {
      assertThat(evaluate(WELL)).isZero();
    }
    String three = "{\"type\":\"gaussian\",\"mean\":[0,0,0],\"cov\":[[1,0,0],[0,1,0],[0,0,1]]}";
    assertThat(evaluate(three, "--mode", mode)).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("column features: found 2 elements, gaussian expects d = 3");
    assertThat(files()).isEqualTo(before ? List.of("in.parquet", "out") : List.of("in.parquet"));
    if (before) {
      assertThat(spark().read().parquet(output).count()).isEqualTo(20);
    }
  }

  @Test
  void stackTraceOnlyWithVerbose() {
    input = directory.resolve("nothing").toString();
    assertThat(evaluate(WELL)).isEqualTo(1);
    assertThat(err.toString()).contains("nothing").doesNotContain("\tat ");
    assertThat(evaluate(WELL, "--verbose")).isEqualTo(1);
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void wrongArgumentsAreExitCodeTwoAndNamed() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("evaluate", "--energy", WELL)).isEqualTo(2);
    assertThat(err.toString()).contains("--input");
    assertThat(evaluate("{\"type\":\"harmonic\",\"kk\":1}")).isEqualTo(2);
    assertThat(err.toString()).contains("--energy: [ENERGY_UNKNOWN_FIELD] kk: unknown field");
    assertThat(evaluate("/no/such/energy.json")).isEqualTo(2);
    assertThat(err.toString()).contains("energy file /no/such/energy.json cannot be read");
    assertThat(evaluate(WELL, "--features", "zz")).isEqualTo(2);
    assertThat(err.toString()).contains("column zz is not in the input");
    assertThat(evaluate(WELL, "--format", "xml")).isEqualTo(2);
    assertThat(evaluate(WELL, "--mode", "maybe")).isEqualTo(2);
  }

  @Test
  void describeShowsWhatAnEnergyIs() {
    assertThat(run("describe", "--energy", "{\"type\":\"rosenbrock\",\"b\":7}")).isZero();
    assertThat(out.toString())
        .contains("rosenbrock", "d >= 2", "sum((a - x[i])^2 + b", "\"b\" : 7.0");
  }

  @Test
  void aDirectoryThatAnEnergyWasSavedToIsEvaluatedAndDescribedByTheShapesOfItsArrays() {
    Layer first = Layer.of(new double[600][2], new double[600]);
    Layer last = Layer.of(new double[1][600], new double[] {7});
    String saved = directory.resolve("saved").toString();
    SparkEnergy.save(spark(), MlpEnergy.of(Activation.TANH, first, last), saved);

    assertThat(evaluate(saved)).isZero();
    assertThat(spark().read().parquet(output).where("energy = 7").count()).isEqualTo(20);
    assertThat(run("describe", "--energy", saved)).isZero();
    assertThat(out.toString()).contains("\"W\" : \"600 x 2 numbers\"", "\"b\" : [ 7.0 ]");
  }

  @Test
  void helpAndVersion() {
    assertThat(run("--help")).isZero();
    assertThat(run("evaluate", "--help")).isZero();
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("evaluate", "describe", "--precision", "0.1.0");
  }
}
