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
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosticsCommandsTest {
  private static final String BOWL = "{\"type\":\"harmonic\",\"k\":2}";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  /** 20 rows, and one that is far. */
  private String input(String far) {
    String path = directory.resolve("in").toString();
    SparkSession.builder()
        .getOrCreate()
        .range(0, 21, 1, 2)
        .selectExpr("id", "array(if(id = 20, " + far + ", sin(id)), cos(id)) as x")
        .write()
        .parquet(path);
    return path;
  }

  @Test
  void debugTellsWarningsAndFailsOnThemIfAsked() throws IOException {
    String input = input("1e4");
    assertThat(run("debug", "--energy", BOWL, "--input", input, "--features", "x")).isZero();
    assertThat(out.toString())
        .contains("3 warnings", "large_score", "energy_range", "column_scale");
    Path json = directory.resolve("report.json");
    int code =
        run(
            "debug",
            "--energy",
            BOWL,
            "--input",
            input,
            "--features",
            "x",
            "--id",
            "id",
            "--fail-on",
            "warning",
            "--output",
            json.toString());
    assertThat(code).isEqualTo(3);
    assertThat(Files.readString(json)).contains("\"kind\" : \"large_score\"", "\"row\" : \"20\"");
    assertThat(
            run(
                "debug",
                "--energy",
                BOWL,
                "--input",
                input,
                "--features",
                "x",
                "--score-norm",
                "1e5",
                "--energy-range",
                "1e9",
                "--scale-ratio",
                "1e9",
                "--fail-on",
                "warning"))
        .isZero();
  }

  @Test
  void testTellsItsChecksAndFailsOnThemIfAsked() throws IOException {
    String input = input("1");
    Path html = directory.resolve("report.html");
    assertThat(
            run(
                "test",
                "--energy",
                BOWL,
                "--input",
                input,
                "--features",
                "x",
                "--fail-on",
                "warning",
                "--html",
                html.toString()))
        .isZero();
    assertThat(out.toString()).contains("21 rows", "passed  score_along_direction");
    assertThat(Files.readString(html)).contains("harmonic on ");
    String input2 = directory.resolve("in2").toString();
    SparkSession.builder()
        .getOrCreate()
        .sql("select array(1d, double('NaN')) as x")
        .write()
        .parquet(input2);
    assertThat(
            run(
                "test",
                "--energy",
                BOWL,
                "--input",
                input2,
                "--features",
                "x",
                "--fail-on",
                "warning"))
        .isEqualTo(3);
    assertThat(run("test", "--energy", BOWL, "--input", input2, "--features", "x")).isZero();
  }

  @Test
  void testDrawsSamplesOfItsOwn() {
    assertThat(run("test", "--energy", BOWL, "--samples", "100", "--dimension", "3", "--json"))
        .isZero();
    assertThat(out.toString())
        .contains("\"source\" : \"samples of N(0, I), d = 3, seed 0\"", "\"rows\" : 100");
  }

  @Test
  void wrongArgumentsAreNamed() {
    assertThat(run("test", "--energy", BOWL)).isEqualTo(2);
    assertThat(err.toString()).contains("--input", "--samples");
    assertThat(run("test", "--energy", BOWL, "--samples", "5", "--input", "x")).isEqualTo(2);
    assertThat(run("test", "--energy", BOWL, "--samples", "-5")).isEqualTo(2);
    assertThat(err.toString()).contains("samples: found -5, expected 0 or more");
    assertThat(run("debug", "--energy", BOWL, "--input", "x", "--fail-on", "maybe")).isEqualTo(2);
    assertThat(run("debug", "--energy", BOWL, "--input", "x", "--score-norm", "-1")).isEqualTo(2);
    assertThat(err.toString()).contains("scoreNorm: found -1.0");
    String input = input("1");
    assertThat(run("debug", "--energy", BOWL, "--input", input)).isEqualTo(2);
    assertThat(err.toString()).contains("column features is not in the input");
    assertThat(
            run(
                "debug",
                "--energy",
                BOWL,
                "--input",
                input,
                "--features",
                "x",
                "--output",
                directory.resolve("no/such/report.json").toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("found no directory");
  }

  @Test
  void helpTellsTheOptions() {
    assertThat(run("test", "--help")).isZero();
    assertThat(run("debug", "--help")).isZero();
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("--samples", "--fail-on", "--score-norm", "--html", "--output", "--id");
  }
}
