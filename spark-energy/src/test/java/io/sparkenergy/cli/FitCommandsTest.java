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

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code goodness} and {@code compare}. */
class FitCommandsTest {
  private static final String NEAR = "{\"type\":\"harmonic\",\"k\":1}";
  private static final String FAR = "{\"type\":\"harmonic\",\"k\":9}";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String input;

  @BeforeEach
  void writeInput() {
    input = directory.resolve("in.parquet").toString();
    SparkSession.builder()
        .getOrCreate()
        .range(0, 300, 1, 2)
        .selectExpr("array(randn(1), randn(2)) as features", "randn(3) as a", "randn(4) as b")
        .write()
        .parquet(input);
  }

  private int run(String command, String energy, String... more) {
    String[] always = {command, "--energy", energy, "--input", input};
    String[] arguments = Stream.of(always, more).flatMap(Stream::of).toArray(String[]::new);
    return Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  @Test
  void goodnessSaysHowWellAnEnergyFits() throws IOException {
    Path html = directory.resolve("fit.html");
    assertThat(run("goodness", NEAR, "--fail-below", "0.001", "--html", html.toString())).isZero();
    assertThat(out.toString())
        .contains("Fit of harmonic, d = 2: 300 rows used")
        .contains("score matching J", "KSD², blocks", "wild bootstrap", "Wrote " + html);
    assertThat(Files.readString(html))
        .contains("Fit not rejected", "principal axis 1", "harmonic on " + input);
  }

  @Test
  void goodnessFailsBelowAPValue() {
    assertThat(run("goodness", FAR, "--fail-below", "0.01", "--features", "a,b")).isEqualTo(3);
    assertThat(run("goodness", FAR, "--features", "a,b")).isZero();
  }

  @Test
  void goodnessComparesWithAReference() {
    String same = input;
    assertThat(run("goodness", NEAR, "--reference", same, "--json", "--probes", "2")).isZero();
    assertThat(out.toString().strip())
        .startsWith("{\"fit\":{\"energy_name\":\"harmonic\"")
        .contains("\"samples\":{", "\"kolmogorov_smirnov\":0.0", "\"method\":\"hutchinson\"")
        .endsWith("}");
  }

  @Test
  void compareSaysWhichFitsBetter() throws IOException {
    Path html = directory.resolve("compare.html");
    assertThat(run("compare", NEAR, "--with", FAR, "--html", html.toString())).isZero();
    assertThat(out.toString()).contains("harmonic (a) fits better, at 95 %");
    assertThat(Files.readString(html)).contains("harmonic (a) fits better");
    assertThat(run("compare", NEAR, "--with", FAR, "--fail-on", "worse")).isEqualTo(3);
    assertThat(run("compare", FAR, "--with", NEAR, "--fail-on", "worse", "--json")).isZero();
    assertThat(out.toString()).contains("\"verdict\":\"B_FITS_BETTER\"");
  }

  @Test
  void wrongArgumentsAreExitCodeTwoAndNamed() {
    assertThat(run("compare", NEAR)).isEqualTo(2);
    assertThat(err.toString()).contains("--with");
    assertThat(run("compare", NEAR, "--with", "{\"type\":\"nothing\"}")).isEqualTo(2);
    assertThat(err.toString()).contains("--with: [ENERGY_UNKNOWN_TYPE]");
    assertThat(run("goodness", NEAR, "--confidence", "95")).isEqualTo(2);
    assertThat(err.toString())
        .contains("confidence: found 95.0, expected a number between 0 and 1");
    assertThat(run("goodness", NEAR, "--features", "zz")).isEqualTo(2);
    assertThat(err.toString()).contains("column zz is not in the input");
    assertThat(run("goodness", NEAR, "--html", "/no/such/place.html")).isEqualTo(2);
    assertThat(err.toString()).contains("--html /no/such/place.html: found no directory");
  }

  @Test
  void rowsThatDoNotFitAreAFailedJob() {
    String three = "{\"type\":\"affine\",\"a\":[1,2,3]}";
    assertThat(run("goodness", three)).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("column features: found 2 elements, affine expects d = 3");
  }

  @Test
  void helpNamesTheOptions() {
    assertThat(run("goodness", NEAR, "--help")).isZero();
    assertThat(run("compare", NEAR, "--help")).isZero();
    assertThat(out.toString())
        .contains("--reference", "--bandwidth", "--fail-below", "--fail-on", "--html", "--probes");
  }
}
