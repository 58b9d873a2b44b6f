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
package io.sparkenergy.diagnostics.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.diagnostics.fit.EnergyComparison;
import io.sparkenergy.diagnostics.fit.EnergyComparisonReport;
import io.sparkenergy.diagnostics.fit.EnergyPlane;
import io.sparkenergy.diagnostics.fit.FitOptions;
import io.sparkenergy.diagnostics.fit.FitReport;
import io.sparkenergy.diagnostics.fit.GoodnessOfFit;
import io.sparkenergy.diagnostics.fit.SampleComparison;
import io.sparkenergy.diagnostics.fit.SampleComparisonReport;
import io.sparkenergy.diagnostics.report.Check;
import io.sparkenergy.diagnostics.report.ColumnScale;
import io.sparkenergy.diagnostics.report.EnergyDebugReport;
import io.sparkenergy.diagnostics.report.EnergyTestReport;
import io.sparkenergy.diagnostics.report.EnergyWarning;
import io.sparkenergy.diagnostics.report.OffendingRow;
import io.sparkenergy.diagnostics.report.WarningKind;
import io.sparkenergy.diagnostics.statistics.Distribution;
import io.sparkenergy.diagnostics.statistics.Histogram;
import io.sparkenergy.diagnostics.statistics.Quantile;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.energy.MixtureEnergy;
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final SparkSession SPARK = SparkSession.builder().getOrCreate();
  private static final FitOptions OPTIONS =
      FitOptions.defaults().features("x").bootstraps(99).bins(30);
  private static final String HOSTILE =
      "</style><script>alert('a')</script><img src=x onerror=\"alert(1)\">&amp;\u202e\u0000";

  @TempDir private Path directory;

  /** Two clusters, the second one wider. */
  private static Dataset<Row> clusters(long n) {
    return SPARK
        .range(0, n, 1, 2)
        .selectExpr(
            "if(id % 3 = 0, 2.5 + 1.1 * randn(1), -1.5 + 0.8 * randn(2)) as a", "randn(3) as e")
        .selectExpr("array(a, 0.5 * a + 0.9 * e, 0.3 * e) as x");
  }

  private static EnergyFunction mixture() {
    return MixtureEnergy.of(
            GaussianEnergy.of(
                new double[] {-1.5, -0.75, 0},
                new double[][] {{0.7, 0.3, 0}, {0.3, 1, 0.2}, {0, 0.2, 0.3}}),
            GaussianEnergy.of(
                new double[] {2.5, 1.25, 0},
                new double[][] {{1.3, 0.6, 0}, {0.6, 1.1, 0.2}, {0, 0.2, 0.3}}))
        .weights(2, 1);
  }

  private static Distribution distribution(long seed, int bins) {
    List<Long> counts =
        LongStream.range(0, bins)
            .mapToObj(i -> Math.round(900 * Math.exp(-Math.pow((i - 9.0 - seed) / 6, 2))))
            .toList();
    return new Distribution(
        counts.stream().mapToLong(Long::longValue).sum(),
        1,
        2,
        0,
        3.25 + seed,
        1.4142135623730951,
        -0.75,
        12.5,
        List.of(new Quantile(0.5, 3.0625 + seed)),
        0,
        new Histogram(-0.75, 12.5, counts, 4, 5));
  }

  private static OffendingRow row(String name, String detail) {
    return new OffendingRow(name, List.of(1.5, -22.25, Double.NaN), 1234.5678901, 987.125, detail);
  }

  private static EnergyTestReport testReport(String name) {
    return new EnergyTestReport(
        name + " (d = 3)",
        "column " + name,
        12_003,
        12_000,
        List.of(
            Check.of(
                "score is the slope of the energy",
                3.2e-9,
                1e-6,
                "largest difference of score and finite differences, in units of the score",
                List.of(row("partition 0, row 17", name))),
            Check.of("batches of any size agree", 0, 1e-12, "largest difference", List.of()),
            Check.of(
                "float32 agrees with float64",
                0.0125,
                1e-3,
                "largest difference of energies",
                List.of(row("partition 1, row 4", "E = 1234.57 in float64, 1219.2 in float32"))),
            Check.notApplicable("backends agree", "there is one backend alone: " + name)),
        distribution(0, 40),
        distribution(1, 40),
        distribution(2, 40));
  }

  private static EnergyDebugReport debugReport(String name) {
    return new EnergyDebugReport(
        name,
        "columns a, b, " + name,
        12_003,
        12_000,
        List.of(
            new EnergyWarning(
                WarningKind.LARGE_SCORE,
                2,
                1.75e4,
                1000,
                "the largest norm is 17500",
                List.of(row(name, name), row("id 8812", "score norm 2210.5")))),
        distribution(3, 40),
        distribution(4, 40),
        List.of(new ColumnScale(name, 0.5, 1.25, 0.8), new ColumnScale("x[1]", -3, 210, 1e-3)));
  }

  private static Set<Double> values(String html) {
    Matcher matcher = Pattern.compile("<data value=\"([^\"]*)\">").matcher(html);
    return matcher
        .results()
        .map(match -> Double.valueOf(match.group(1)))
        .collect(Collectors.toSet());
  }

  private static List<String> svgs(String html) {
    return Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
        .matcher(html)
        .results()
        .map(match -> match.group())
        .toList();
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void numbersAreThoseOfTheTestAndDebugReports() {
    EnergyTestReport test = testReport("mixture");
    EnergyDebugReport debug = debugReport("mixture");
    String html = HtmlReport.titled("t").test(test).debug(debug).toHtml();
    List<Double> expected = new ArrayList<>();
    test.checks().forEach(check -> expected.addAll(List.of(check.figure(), check.bound())));
    debug
        .warnings()
        .forEach(
            warning ->
                expected.addAll(
                    List.of((double) warning.count(), warning.figure(), warning.threshold())));
    for (Distribution shown :
        List.of(
            test.energies(),
            test.scores(),
            test.scoreNorms(),
            debug.energies(),
            debug.scoreNorms())) {
      expected.addAll(
          List.of(
              (double) shown.count(),
              (double) shown.nonFinite(),
              shown.mean(),
              shown.std(),
              shown.min(),
              shown.max(),
              shown.quantiles().get(0).value()));
    }
    debug
        .columns()
        .forEach(
            column ->
                expected.addAll(
                    List.of(column.mean(), column.std(), column.scoreRms(), column.ratio())));
    expected.addAll(List.of(12_003.0, 12_000.0, 1234.5678901, 987.125, 4.0, 5.0));
    assertThat(values(html)).containsAll(expected);
    assertThat(html)
        .contains("<b>Test failed</b>1 of 3 checks do not hold", "<b>1 warning</b>", ">12,003<")
        .contains("✓ passed", "✗ failed", "not made", "id 8812", "1.5, -22.25, –");
  }

  @Test
  void histogramsHaveABarForEachBinThatHoldsRows() {
    EnergyTestReport test = testReport("mixture");
    List<String> charts = svgs(HtmlReport.titled("t").test(test).toHtml());
    assertThat(charts).hasSize(2);
    long bins = test.energies().histogram().counts().stream().filter(rows -> rows > 0).count();
    assertThat(count(charts.get(0), "class=\"bar\"")).isEqualTo((int) bins);
    assertThat(charts.get(0)).contains("var(--chart-marker)").contains(">energy<", ">rows<");
    assertThat(charts.get(1)).contains(">score norm<");
  }

  @Test
  void numbersAreThoseOfTheFitAndTheComparisons() throws Exception {
    Dataset<Row> df = clusters(900);
    EnergyFunction harmonic = HarmonicEnergy.of(0.5);
    FitReport fit = GoodnessOfFit.run(df, mixture(), OPTIONS);
    EnergyComparisonReport comparison = EnergyComparison.run(df, mixture(), harmonic, OPTIONS);
    SampleComparisonReport samples =
        SampleComparison.run(
            df, df.selectExpr("array(x[0] + 0.4, x[1], x[2]) as x"), mixture(), OPTIONS);
    Optional<EnergyPlane> plane = EnergyPlane.of(df, mixture(), OPTIONS.sampleRows(400));
    String html =
        HtmlReport.titled("mixture on clusters")
            .test(testReport("mixture"))
            .debug(debugReport("mixture"))
            .fit(fit)
            .comparison(comparison)
            .samples(samples)
            .plane(plane)
            .toHtml();
    Files.writeString(Path.of("target", "report.html"), html);
    assertThat(values(html))
        .contains(
            fit.energy().mean(),
            fit.energy().standardError(),
            fit.scoreMatching().orElseThrow().objective().low(),
            fit.scoreMatching().orElseThrow().laplacian().mean(),
            fit.stein().orElseThrow().block().squared(),
            fit.stein().orElseThrow().block().pValue(),
            fit.stein().orElseThrow().linear().pValue(),
            fit.stein().orElseThrow().bandwidth(),
            comparison.scoreMatchingDifference().mean(),
            comparison.energyDifference().high(),
            comparison.logLikelihoodRatio(),
            comparison.scoreDistance().mean(),
            samples.kolmogorovSmirnov(),
            samples.pValue(),
            samples.jensenShannon(),
            samples.totalVariation());
    List<String> charts = svgs(html);
    String histogram = charts.get(4);
    long reference = samples.bins().subList(1, 31).stream().filter(b -> b.reference() > 0).count();
    assertThat(count(histogram, "class=\"bar\"")).isEqualTo((int) reference);
    String contour = charts.get(5);
    assertThat(count(contour, "class=\"point\"")).isEqualTo(plane.orElseThrow().points().size());
    assertThat(contour).contains("class=\"band-0\"", "class=\"band-9\"");
    assertThat(contour).doesNotContain("rgb(1,2,");
    for (String svg : charts) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(
              new InputSource(new StringReader(svg.replace("<svg ", "<svg xmlns:xlink=\"x\" "))));
    }
    assertThat(html).doesNotContain("http:", "https:", "<script", "<link", "@import");
    List<String> names =
        Pattern.compile(" id=\"([^\"]*)\"").matcher(html).results().map(m -> m.group(1)).toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void hostileNamesStayText() {
    EnergyFunction energy = EnergyFunction.define(HOSTILE, x -> x.square().sum());
    Dataset<Row> df = clusters(60);
    String html =
        HtmlReport.titled(HOSTILE)
            .test(testReport(HOSTILE))
            .debug(debugReport(HOSTILE))
            .fit(GoodnessOfFit.run(df, energy, OPTIONS))
            .comparison(EnergyComparison.run(df, energy, energy, OPTIONS))
            .samples(SampleComparison.run(df, df, energy, OPTIONS))
            .plane(EnergyPlane.of(df, energy, OPTIONS))
            .toHtml();
    assertThat(html)
        .doesNotContain("<script", "<img", "\u202e", "\u0000", "alert('", "onerror=\"")
        .contains("&lt;script&gt;alert(&#39;a&#39;)&lt;/script&gt;", "&amp;amp;");
    assertThat(count(html, "</style>")).isEqualTo(1);
  }

  @Test
  void emptyReportsMakeAPage() {
    Dataset<Row> empty = clusters(60).limit(0);
    EnergyTestReport test =
        new EnergyTestReport(
            "e",
            "x",
            0,
            0,
            List.of(),
            Distribution.empty(),
            Distribution.empty(),
            Distribution.empty());
    EnergyDebugReport debug =
        new EnergyDebugReport(
            "e", "x", 0, 0, List.of(), Distribution.empty(), Distribution.empty(), List.of());
    String html =
        HtmlReport.titled("nothing")
            .test(test)
            .debug(debug)
            .fit(GoodnessOfFit.run(empty, mixture(), OPTIONS))
            .samples(SampleComparison.run(empty, empty, mixture(), OPTIONS))
            .plane(EnergyPlane.of(empty, mixture(), OPTIONS))
            .toHtml();
    assertThat(html).contains("Not tested", "No warnings", "Fit not judged", "No picture");
    assertThat(svgs(html)).isEmpty();
  }

  @Test
  void fileIsThereWholeOrNotAtAll() throws IOException {
    Path file = directory.resolve("report.html");
    HtmlReport report = HtmlReport.titled("first");
    report.write(file);
    HtmlReport.titled("second").write(file);
    assertThat(Files.readString(file)).contains("<title>second</title>").endsWith("</html>\n");
    Path usual = Files.writeString(directory.resolve("usual"), "");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
    Files.delete(usual);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
    Path nowhere = directory.resolve("no/such/report.html");
    assertThatThrownBy(() -> report.write(nowhere)).hasMessageContaining("cannot write");
  }

  @Test
  void withoutFontsTheRefusalSaysWhatToInstall() {
    assertThat(ChartSvg.undrawable(new InternalError("no fonts")))
        .satisfies(
            refusal -> assertThat(refusal.condition()).isEqualTo(ErrorCondition.CHARTS_UNAVAILABLE))
        .hasMessageContaining("no fonts; install fontconfig");
  }

  @Test
  void figuresReadWell() {
    assertThat(HtmlText.figure(0.1 + 0.2)).isEqualTo("0.3");
    assertThat(HtmlText.figure(1234567.0)).isEqualTo("1.23457e+06");
    assertThat(HtmlText.figure(100000)).isEqualTo("100000");
    assertThat(HtmlText.figure(1e-9)).isEqualTo("1e-09");
    assertThat(HtmlText.figure(-2.5e-7)).isEqualTo("-2.5e-07");
    assertThat(HtmlText.figure(Double.NaN)).isEqualTo("–");
    assertThat(HtmlText.figure(Double.NEGATIVE_INFINITY)).isEqualTo("-∞");
  }
}
