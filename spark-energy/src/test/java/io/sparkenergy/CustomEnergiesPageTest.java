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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkenergy.diagnostics.EnergyTest;
import io.sparkenergy.diagnostics.EnergyTestOptions;
import io.sparkenergy.diagnostics.report.EnergyTestReport;
import io.sparkenergy.diagnostics.report.Verdict;
import io.sparkenergy.energy.CompositeEnergy;
import io.sparkenergy.energy.DensityModelEnergy;
import io.sparkenergy.energy.DifferentiableDensityModel;
import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.energy.MixtureEnergy;
import io.sparkenergy.energy.SameDiffEnergy;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.expression.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What docs/custom-energies.md says is what runs. */
class CustomEnergiesPageTest {
  private static final String SOURCE = "src/test/java/io/sparkenergy/CustomEnergiesPageTest.java";
  private static final String SUITE =
      "src/test/scala/io/sparkenergy/scalaapi/CustomEnergiesSuite.scala";

  private static final double[][] ROWS = {{0.3, -1.2}, {2, 0.5}, {-0.7, -0.1}};

  // snippet
  static EnergyFunction ring(double radius, double width) {
    return EnergyFunction.define(
        "ring", x -> x.norm().minus(radius).square().times(0.5 / (width * width)));
  }

  // end of snippet

  // snippet
  static EnergyFunction bowl(double[] centre, double[][] precision) {
    return EnergyFunction.define(
        "bowl",
        centre.length,
        x -> {
          Expression z = x.minus(Expression.parameter(centre));
          return z.dot(z.linear(Matrix.of(precision))).times(0.5);
        });
  }

  static EnergyFunction nearest(double[]... centres) {
    return EnergyFunction.define(
        "nearest",
        centres[0].length,
        x ->
            Arrays.stream(centres)
                .map(centre -> x.minus(Expression.parameter(centre)).norm())
                .reduce(Expression::min)
                .orElseThrow());
  }

  // end of snippet

  // snippet
  static final class Cauchy implements DifferentiableDensityModel {
    private static final long serialVersionUID = 1L;

    @Override
    public INDArray logDensity(INDArray x) {
      return Transforms.log(x.mul(x).addi(1)).sum(1).negi();
    }

    @Override
    public INDArray logDensityGradient(INDArray x) {
      return x.mul(-2).divi(x.mul(x).addi(1));
    }
  }

  // end of snippet

  private static final class WrongSign implements DifferentiableDensityModel {
    private static final long serialVersionUID = 1L;

    @Override
    public INDArray logDensity(INDArray x) {
      return new Cauchy().logDensity(x);
    }

    @Override
    public INDArray logDensityGradient(INDArray x) {
      return new Cauchy().logDensityGradient(x).negi();
    }
  }

  private static double[] energies(EnergyFunction energy) {
    return energy.energy(Nd4j.createFromArray(ROWS)).toDoubleVector();
  }

  private static double[] expected(ToDoubleFunction<double[]> energy) {
    return Arrays.stream(ROWS).mapToDouble(energy).toArray();
  }

  @Test
  void definitionsAreWhatTheirFormulasSay() throws IOException {
    DocPage page = DocPage.read("custom-energies.md");
    EnergyFunction ring = ring(2, 0.5);
    assertThat(energies(ring))
        .containsExactly(expected(x -> 2 * Math.pow(Math.hypot(x[0], x[1]) - 2, 2)), within(1e-14));
    double[][] precision = {{2, 1}, {1, 3}};
    assertThat(energies(bowl(new double[] {1, -1}, precision)))
        .containsExactly(
            expected(
                x -> {
                  double a = x[0] - 1;
                  double b = x[1] + 1;
                  return (2 * a * a + 2 * a * b + 3 * b * b) / 2;
                }),
            within(1e-13));
    assertThat(energies(nearest(new double[] {1, 1}, new double[] {-1, 0})))
        .containsExactly(
            expected(x -> Math.min(Math.hypot(x[0] - 1, x[1] - 1), Math.hypot(x[0] + 1, x[1]))),
            within(1e-14));
    // snippet
    EnergyFunction huber =
        EnergyFunction.define(
            "huber",
            x -> {
              Expression size = x.abs();
              return size.lessThan(Expression.constant(1))
                  .select(x.square().times(0.5), size.minus(0.5))
                  .sum();
            });
    // end of snippet
    assertThat(energies(huber)).containsExactly(new double[] {0.745, 1.625, 0.25}, within(1e-14));
    // snippet
    EnergyFunction sum = CompositeEnergy.sum(ring(2, 0.5), huber).weights(1, 0.1);
    EnergyFunction either = MixtureEnergy.of(ring(1, 0.2), ring(3, 0.2)).weights(0.7, 0.3);
    EnergyFunction flat = sum.capEnergy(20).tempered(0.5);
    // end of snippet
    assertThat(energies(flat)[1])
        .isCloseTo(0.5 * (energies(ring)[1] + 0.1 * energies(huber)[1]), within(1e-14));
    assertThat(either.minimumDimension()).isEqualTo(1);

    List<String> json = page.blocks("json");
    ObjectMapper mapper = new ObjectMapper();
    assertThat(Energies.toJson(Energies.fromJson(json.get(0))))
        .isEqualTo(
            Energies.toJson(
                CompositeEnergy.sum(DoubleWellEnergy.standard(), HarmonicEnergy.of(2))
                    .weights(1, 0.5)));
    assertThat(mapper.readTree(json.get(1))).isEqualTo(mapper.readTree(Energies.toJson(ring)));
    assertThat(json).hasSize(2);
  }

  @Test
  void modelsThatAreNoExpressions() {
    // snippet
    EnergyFunction cauchy = DensityModelEnergy.of(new Cauchy());
    // end of snippet
    assertThat(energies(cauchy))
        .containsExactly(
            expected(x -> Math.log1p(x[0] * x[0]) + Math.log1p(x[1] * x[1])), within(1e-14));
    // snippet
    SameDiff graph = SameDiff.create();
    SDVariable in = graph.placeHolder("x", DataType.DOUBLE, -1, 2);
    SDVariable bent = graph.math.tanh(in);
    bent.mul(bent).sum("energy", 1);

    EnergyFunction bends = SameDiffEnergy.of(graph, "x", "energy");
    // end of snippet
    assertThat(energies(bends))
        .containsExactly(
            expected(x -> Math.pow(Math.tanh(x[0]), 2) + Math.pow(Math.tanh(x[1]), 2)),
            within(1e-14));
  }

  @Test
  void checksFindAWrongGradient() {
    SparkSession spark = SparkSession.builder().getOrCreate();
    // snippet
    EnergyTestReport report =
        EnergyTest.run(
            spark, 2000, 2, DensityModelEnergy.of(new Cauchy()), EnergyTestOptions.defaults());
    // end of snippet
    assertThat(report.passed()).as(report.toString()).isTrue();
    EnergyTestReport failed =
        EnergyTest.run(
            spark, 2000, 2, DensityModelEnergy.of(new WrongSign()), EnergyTestOptions.defaults());
    assertThat(failed.checks().stream().filter(check -> check.verdict() == Verdict.FAILED))
        .extracting("name")
        .containsExactly("score_along_direction", "score_by_coordinate");
    // snippet
    EnergyFunction ring = ring(2, 0.5);
    INDArray x = Nd4j.createFromArray(new double[][] {{0.3, -1.2}});
    INDArray h = Nd4j.createFromArray(new double[][] {{1e-5, 0}});

    double slope = (ring.energy(x.add(h)).getDouble(0) - ring.energy(x.sub(h)).getDouble(0)) / 2e-5;
    double score = ring.score(x).getDouble(0, 0); // is -slope, to nine digits or so
    // end of snippet
    assertThat(score).isCloseTo(-slope, within(1e-9 * Math.abs(slope)));
  }

  @Test
  void jsonTravelsWithoutTheClass(@TempDir Path directory) throws IOException {
    SparkSession spark = SparkSession.builder().getOrCreate();
    Dataset<Row> points = spark.range(3).selectExpr("array(double(id), 0d) AS x");
    // snippet
    SparkEnergy.save(spark, ring(2, 0.5), directory + "/ring.json");
    spark.conf().set("spark.energy.functions.my_ring", directory + "/ring.json");
    points.createOrReplaceTempView("points");
    Dataset<Row> energies = spark.sql("SELECT energy('my_ring', x) AS e FROM points");
    // end of snippet
    assertThat(energies.collectAsList())
        .extracting(row -> row.getDouble(0))
        .containsExactly(8.0, 2.0, 0.0);
    spark.conf().unset("spark.energy.functions.my_ring");
    spark.catalog().dropTempView("points");
  }

  @Test
  void refusalsReadAsThePageSays() throws IOException {
    String page = DocPage.read("custom-energies.md").text();
    Map<String, UnaryOperator<Expression>> refused =
        Map.of(
            "x -> x.sin()", x -> x.sin(),
            "x -> x.dropFirst(1).times(x).sum()", x -> x.dropFirst(1).times(x).sum(),
            "x -> x.norm().sum()", x -> x.norm().sum(),
            "x -> x.norm().dividedBy(0.0 / 0)", x -> x.norm().dividedBy(0.0 / 0));
    refused.forEach(
        (code, definition) ->
            assertThatThrownBy(() -> EnergyFunction.define("e", definition))
                .satisfies(
                    refusal ->
                        assertThat(page)
                            .contains("| `" + code + "` | `" + refusal.getMessage() + "` |")));
    assertThatThrownBy(() -> EnergyFunction.define("e", 2, x -> x.get(2)))
        .satisfies(
            refusal ->
                assertThat(page)
                    .contains("| `x -> x.get(2)`, for d = 2 | `" + refusal.getMessage() + "` |"));
  }

  @Test
  void pageHasTheSnippetsThatRun() throws IOException {
    DocPage page = DocPage.read("custom-energies.md");
    assertThat(page.blocks("java")).containsExactlyInAnyOrderElementsOf(DocPage.snippets(SOURCE));
    assertThat(page.blocks("scala")).isEqualTo(DocPage.snippets(SUITE));
  }
}
