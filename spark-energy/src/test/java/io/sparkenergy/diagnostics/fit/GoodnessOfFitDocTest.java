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
package io.sparkenergy.diagnostics.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.diagnostics.html.HtmlReport;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What the page says is what runs. */
class GoodnessOfFitDocTest {
  private static final Path SOURCE =
      Path.of("src/test/java/io/sparkenergy/diagnostics/fit/GoodnessOfFitDocTest.java");

  @Test
  void snippetRuns() throws IOException {
    Dataset<Row> df = Points.frame(Points.normal(500, 1, 0, 0), 2);
    Dataset<Row> reference = Points.frame(Points.normal(400, 2, 0, 0), 2);
    // snippet
    EnergyFunction near = HarmonicEnergy.of(1); // N(0, I)
    EnergyFunction far = HarmonicEnergy.of(2); // narrower than the data
    FitOptions options = FitOptions.defaults().features("x").seed(7);

    FitReport fit = GoodnessOfFit.run(df, near, options);
    EnergyComparisonReport which = EnergyComparison.run(df, near, far, options);
    SampleComparisonReport samples = SampleComparison.run(reference, df, near, options);

    HtmlReport.titled("N(0, I) on new data")
        .fit(fit)
        .comparison(which)
        .samples(samples)
        .plane(EnergyPlane.of(df, near, options))
        .write(Path.of("target", "goodness-of-fit.html"));
    // end of snippet
    assertThat(fit.rejectedAt(0.01)).isFalse();
    assertThat(which.verdict()).isEqualTo(EnergyComparisonReport.Verdict.A_FITS_BETTER);
    assertThat(samples.differsAt(0.01)).isFalse();
    assertThat(Files.readString(Path.of("target", "goodness-of-fit.html")))
        .contains("Fit not rejected", "harmonic (a) fits better", "Energies alike");

    String page = Files.readString(Path.of("docs", "goodness-of-fit.md"));
    String snippet = between(Files.readString(SOURCE), "// snippet\n", "    // end of snippet");
    assertThat(between(page, "```java\n", "```")).isEqualTo(snippet.replaceAll("(?m)^ {4}", ""));
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }
}
