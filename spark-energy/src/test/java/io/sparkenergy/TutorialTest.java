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
package io.sparkenergy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.round;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.diagnostics.EnergyTest;
import io.sparkenergy.diagnostics.EnergyTestOptions;
import io.sparkenergy.diagnostics.fit.EnergyComparison;
import io.sparkenergy.diagnostics.fit.EnergyComparisonReport;
import io.sparkenergy.diagnostics.fit.FitOptions;
import io.sparkenergy.diagnostics.fit.FitReport;
import io.sparkenergy.diagnostics.fit.GoodnessOfFit;
import io.sparkenergy.diagnostics.report.EnergyTestReport;
import io.sparkenergy.energy.CompositeEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.ml.EnergyEvaluator;
import io.sparkenergy.ml.GaussianEnergyEstimator;
import io.sparkenergy.ml.GaussianEnergyModel;
import io.sparkenergy.ml.MixtureEnergyEstimator;
import io.sparkenergy.ml.MixtureEnergyModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.tools.ToolProvider;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Console;

/** What docs/tutorial.md says is what runs, from its first block to its last. */
class TutorialTest {
  private static final String SOURCE = "src/test/java/io/sparkenergy/TutorialTest.java";
  private static final String SUITE = "src/test/scala/io/sparkenergy/scalaapi/TutorialSuite.scala";

  private static final String FRAME =
      """
      import static org.apache.spark.sql.functions.*;

      import io.sparkenergy.*;
      import io.sparkenergy.diagnostics.*;
      import io.sparkenergy.diagnostics.fit.*;
      import io.sparkenergy.diagnostics.report.*;
      import io.sparkenergy.energy.*;
      import io.sparkenergy.ml.*;
      import java.util.List;
      import org.apache.spark.sql.*;

      class Tutorial {
        public static void main(String[] arguments) throws Exception {
          SparkSession spark =
              SparkSession.builder()
                  .master("local[*]")
                  .config("spark.sql.extensions", "io.sparkenergy.SparkEnergyExtensions")
                  .getOrCreate();
          String directory = "target/tutorial"; // where section 8 saves
          // The Java blocks of this page.
        }
      }
      """;

  private static final String PLACE = "// The Java blocks of this page.";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<String> shown = new ArrayList<>();
  private Iterator<String> queries;

  @Test
  void blocksRunInOrderAndPrintWhatThePageShows(@TempDir Path directory) throws IOException {
    DocPage page = DocPage.read("tutorial.md");
    queries = page.blocks("sql").iterator();
    PrintStream before = System.out;
    try (PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(stream);
      Console.withOut(
          stream,
          () -> {
            unchecked(() -> run(SparkSession.builder().getOrCreate(), directory.toString()));
            return null;
          });
    } finally {
      System.setOut(before);
    }
    List<String> expected = page.blocks("text");
    for (int i = 0; i < Math.min(shown.size(), expected.size()); i++) {
      ShownOutput.requireSame(shown.get(i), expected.get(i));
    }
    assertThat(shown).hasSameSizeAs(expected);
    assertThat(queries.hasNext()).isFalse();
  }

  private static void unchecked(ThrowingCallable work) {
    try {
      work.call();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** What was printed since the last call is what the page's next block shows. */
  private void shows() {
    shown.add(printed.toString(StandardCharsets.UTF_8));
    printed.reset();
  }

  private void query(SparkSession spark) {
    String query = queries.next().strip();
    Dataset<Row> answer = spark.sql(query);
    if (query.startsWith("EXPLAIN")) {
      answer
          .first()
          .getString(0)
          .lines()
          .filter(line -> line.contains("Energy"))
          .forEach(System.out::println);
    } else {
      answer.show(false);
    }
  }

  private void run(SparkSession spark, String directory) throws IOException {
    query(spark);
    shows();
    // snippet
    Dataset<Row> birds =
        spark
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv("../examples/data/penguins.csv")
            .na()
            .drop()
            .selectExpr(
                "species",
                "sex",
                "array(bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g) AS x");
    birds.show(3, false);
    // end of snippet
    shows();
    // snippet
    GaussianEnergyModel gaussian =
        new GaussianEnergyEstimator().setFeaturesCol("x").setContamination(0.02).fit(birds);

    Dataset<Row> scored = gaussian.setScoreCol("score").transform(birds);
    scored
        .orderBy(col("energy").desc())
        .select(col("species"), col("sex"), col("x"), round(col("energy"), 2), col("outlier"))
        .show(8, false);
    // end of snippet
    shows();
    // snippet
    Dataset<Row> training = birds.where("pmod(hash(x), 4) > 0");
    Dataset<Row> held = birds.where("pmod(hash(x), 4) = 0");

    GaussianEnergyModel one = new GaussianEnergyEstimator().setFeaturesCol("x").fit(training);
    MixtureEnergyModel three =
        new MixtureEnergyEstimator().setFeaturesCol("x").setK(3).setSeed(1).fit(training);

    EnergyEvaluator evaluator = new EnergyEvaluator();
    System.out.printf("Gaussian  %.2f%n", evaluator.evaluate(one.transform(held)));
    System.out.printf("mixture   %.2f%n", evaluator.evaluate(three.transform(held)));
    // end of snippet
    shows();
    // snippet
    FitOptions options = FitOptions.defaults().features("x").seed(1);
    EnergyComparisonReport which =
        EnergyComparison.run(held, one.energy(), three.energy(), options);
    System.out.println(which.conclusion());

    for (EnergyFunction energy : List.of(one.energy(), three.energy())) {
      FitReport fit = GoodnessOfFit.run(held, energy, options);
      System.out.println(energy.type() + " rejected: " + fit.rejectedAt(0.05));
    }
    // end of snippet
    shows();
    // snippet
    SparkEnergy.register(spark, "penguin", three.energy());
    birds.createOrReplaceTempView("birds");
    // end of snippet
    query(spark);
    shows();
    query(spark);
    shows();
    // snippet
    EnergyTestReport report =
        EnergyTest.run(birds, three.energy(), EnergyTestOptions.defaults().features("x"));
    report.checks().forEach(check -> System.out.println(check.verdict() + " " + check.name()));
    // end of snippet
    shows();
    // snippet
    EnergyFunction heavy =
        EnergyFunction.define("heavy", 4, x -> x.get(3).minus(5500).dividedBy(250).relu().square());
    EnergyFunction judged = CompositeEnergy.sum(three.energy(), heavy).weights(1, 0.5);
    EnergyFunction tolerant = judged.tempered(0.5);

    birds
        .withColumn("heavy", round(SparkEnergy.energy(heavy, col("x")), 2))
        .withColumn("judged", round(SparkEnergy.energy(judged, col("x")), 2))
        .withColumn("tolerant", round(SparkEnergy.energy(tolerant, col("x")), 2))
        .orderBy(col("judged").desc())
        .show(3, false);
    // end of snippet
    shows();
    // snippet
    SparkEnergy.overwrite(spark, judged, directory + "/judged.json");
    EnergyFunction loaded = SparkEnergy.load(spark, directory + "/judged.json");

    three.write().overwrite().save(directory + "/three");
    MixtureEnergyModel again = MixtureEnergyModel.load(directory + "/three");
    // end of snippet
    assertThat(loaded.name()).isEqualTo(judged.name());
    assertThat(again.energy().name()).isEqualTo(three.energy().name());
    // snippet
    Dataset<Row> moved =
        birds
            .withColumn("score", SparkEnergy.score(three.energy(), col("x")))
            .withColumn("step", expr("array(1.5, 0.2, 10.0, 30000.0)"))
            .withColumn("moved", expr("transform(x, (v, i) -> v + step[i] * score[i])"));
    moved
        .selectExpr("energy('penguin', x) AS before", "energy('penguin', moved) AS after")
        .selectExpr("round(avg(before), 2) AS before", "round(avg(after), 2) AS after")
        .show();
    // end of snippet
    shows();
    assertThat(meanEnergy(three, moved.selectExpr("x")))
        .isLessThan(
            meanEnergy(
                three,
                moved.selectExpr("transform(x, (v, i) -> v + 10 * step[i] * score[i]) AS x")));
    spark.catalog().dropTempView("birds");
    SparkEnergy.unregister("penguin");
  }

  private static double meanEnergy(MixtureEnergyModel model, Dataset<Row> rows) {
    return new EnergyEvaluator().evaluate(model.transform(rows));
  }

  @Test
  void blocksInTheFrameOfThePageCompile(@TempDir Path directory) throws IOException {
    List<String> blocks = DocPage.read("tutorial.md").blocks("java");
    Path file = framed(directory, String.join("", blocks.subList(1, blocks.size())));
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                messages,
                messages,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                file.toString());
    assertThat(code).as(messages.toString(StandardCharsets.UTF_8)).isZero();
  }

  private static Path framed(Path directory, String body) throws IOException {
    return Files.writeString(directory.resolve("Tutorial.java"), FRAME.replace(PLACE, body));
  }

  /** With this build's classes for the jar, which is not there before they are tested. */
  @Test
  void theCommandRunsTheFrameWithAnSqlBlock(@TempDir Path directory)
      throws IOException, InterruptedException {
    DocPage page = DocPage.read("tutorial.md");
    String query = "spark.sql(\"\"\"\n" + page.blocks("sql").get(0) + "\"\"\").show(false);\n";
    String command = page.blocks("bash").get(0).replace("\\\n", " ").strip();
    assertThat(command).startsWith("java ").endsWith(" Tutorial.java").contains(" -cp \"");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            command.substring("java ".length(), command.indexOf(" -cp ")).strip().split("\\s+")));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.add(framed(directory, query).toString());
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process java =
        new ProcessBuilder(words)
            .directory(Path.of("..").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(java.waitFor()).as(Files.readString(err)).isZero();
    String printed = Files.readString(out);
    ShownOutput.requireSame(printed.substring(printed.indexOf("+-")), page.blocks("text").get(0));
  }

  @Test
  void pageHasTheSnippetsThatRun() throws IOException {
    DocPage page = DocPage.read("tutorial.md");
    List<String> blocks = page.blocks("java");
    assertThat(blocks.get(0)).isEqualTo(FRAME);
    assertThat(blocks.subList(1, blocks.size())).isEqualTo(DocPage.snippets(SOURCE));
    assertThat(page.blocks("scala")).isEqualTo(DocPage.snippets(SUITE));
  }
}
