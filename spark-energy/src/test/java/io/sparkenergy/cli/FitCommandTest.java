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
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitCommandTest {
  private static final String BILLS = "bill_length_mm,bill_depth_mm";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String output;

  @BeforeEach
  void nameOutput() {
    output = directory.resolve("energy.json").toString();
  }

  private int run(String... arguments) {
    return Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private int fit(String what, String... more) {
    String[] always = {
      "fit",
      what,
      "--input",
      "../examples/data/penguins.csv",
      "--format",
      "csv",
      "--features",
      BILLS,
      "--output",
      output
    };
    return run(Stream.of(always, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(Files.readString(Path.of(output)));
  }

  /** The two bills' mean and sample covariance, as Spark SQL computes them. */
  @Test
  void gaussianOfPenguinsIsWrittenAsJson() throws IOException {
    assertThat(fit("gaussian", "--drop-missing")).isZero();
    List<Double> expected =
        SparkSession.builder()
            .getOrCreate()
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv("../examples/data/penguins.csv")
            .selectExpr(
                "array(avg(bill_length_mm), avg(bill_depth_mm), var_samp(bill_length_mm),"
                    + " covar_samp(bill_length_mm, bill_depth_mm), var_samp(bill_depth_mm))")
            .head()
            .getList(0);
    JsonNode json = json();
    assertThat(json.get("type").asText()).isEqualTo("density");
    assertThat(json.get("mean").get(0).asDouble()).isCloseTo(expected.get(0), within(1e-10));
    assertThat(json.get("mean").get(1).asDouble()).isCloseTo(expected.get(1), within(1e-10));
    assertThat(json.get("cov").get(0).get(0).asDouble()).isCloseTo(expected.get(2), within(1e-10));
    assertThat(json.get("cov").get(1).get(0).asDouble()).isCloseTo(expected.get(3), within(1e-10));
    assertThat(json.get("cov").get(1).get(1).asDouble()).isCloseTo(expected.get(4), within(1e-10));
    assertThat(out.toString())
        .contains("Left out 2 rows without features", "Wrote " + output + ": density (d = 2)");
    assertThat(files()).containsExactly("energy.json");
    assertThat(run("describe", "--energy", output)).isZero();
  }

  @Test
  void mixtureTellsHowItEnded() throws IOException {
    assertThat(fit("mixture", "--drop-missing", "--k", "3", "--covariance", "tied")).isZero();
    assertThat(json().get("components")).hasSize(3);
    assertThat(out.toString()).containsPattern("mixture \\(d = 2\\); log-likelihood -\\d+\\.\\d+");
    assertThat(err.toString()).isEmpty();
    assertThat(fit("mixture", "--drop-missing", "--overwrite", "--max-iter", "1")).isZero();
    assertThat(err.toString()).contains("not converged; see --max-iter");
    assertThat(json().get("components")).hasSize(2);
  }

  @Test
  void missingFeaturesAreAnErrorAndNothingIsWritten() throws IOException {
    assertThat(fit("gaussian")).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("samples in column bill_length_mm, bill_depth_mm: found a row without features");
    assertThat(files()).isEmpty();
  }

  @Test
  void existingOutputIsKeptUnlessToldOtherwise() throws IOException {
    Files.writeString(Path.of(output), "mine");
    assertThat(fit("gaussian", "--drop-missing")).isEqualTo(2);
    assertThat(err.toString()).contains("exists; use --overwrite, or another path");
    assertThat(fit("gaussian", "--overwrite")).isEqualTo(1);
    assertThat(Files.readString(Path.of(output))).isEqualTo("mine");
    assertThat(fit("gaussian", "--drop-missing", "--overwrite")).isZero();
    assertThat(json().get("family").asText()).isEqualTo("mvn");
    assertThat(files()).containsExactly("energy.json");
    output = directory.toString();
    assertThat(fit("gaussian", "--overwrite")).isEqualTo(2);
    assertThat(err.toString()).contains("is a directory, expected a file");
  }

  @Test
  void vectorsAndWeightsAreRead() throws IOException {
    String input = directory.resolve("in.parquet").toString();
    SparkSession.builder()
        .getOrCreate()
        .range(0, 100, 1, 2)
        .selectExpr("array(sin(id), cos(id)) as x", "1 + id % 2 as w", "id as energy")
        .write()
        .parquet(input);
    String[] arguments = {
      "fit",
      "gaussian",
      "--input",
      input,
      "--features",
      "x",
      "--weight",
      "w",
      "--output",
      output,
      "--covariance",
      "spherical"
    };
    assertThat(run(arguments)).isZero();
    double weighted = 0;
    for (int id = 0; id < 100; id++) {
      weighted += (1 + id % 2) * Math.sin(id) / 150;
    }
    assertThat(json().get("loc").get(0).asDouble()).isCloseTo(weighted, within(1e-12));
    assertThat(json().get("scale").get(0)).isEqualTo(json().get("scale").get(1));
  }

  @Test
  void wrongArgumentsAreExitCodeTwoAndNamed() {
    assertThat(run("fit")).isEqualTo(2);
    assertThat(run("fit", "gaussian", "--input", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("--output");
    assertThat(fit("gaussian", "--features", "bill")).isEqualTo(2);
    assertThat(err.toString()).contains("column bill is not in the input, expected one of species");
    assertThat(fit("gaussian", "--weight", "island")).isEqualTo(2);
    assertThat(err.toString()).contains("column island: found type string");
    assertThat(fit("gaussian", "--covariance", "tied")).isEqualTo(2);
    assertThat(err.toString()).contains("covarianceType: found tied, expected one of full");
    assertThat(fit("mixture", "--k", "0")).isEqualTo(2);
    assertThat(fit("mixture", "--regularization", "-1")).isEqualTo(2);
    assertThat(fit("laplace")).isEqualTo(2);
  }

  @Test
  void helpNamesTheOptions() {
    assertThat(run("fit", "--help")).isZero();
    assertThat(run("fit", "mixture", "--help")).isZero();
    assertThat(out.toString()).contains("gaussian", "mixture", "--regularization", "--max-iter");
  }
}
