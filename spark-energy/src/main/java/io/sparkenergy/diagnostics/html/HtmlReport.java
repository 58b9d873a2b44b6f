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

import io.sparkenergy.diagnostics.fit.EnergyComparisonReport;
import io.sparkenergy.diagnostics.fit.EnergyPlane;
import io.sparkenergy.diagnostics.fit.FitReport;
import io.sparkenergy.diagnostics.fit.SampleComparisonReport;
import io.sparkenergy.diagnostics.report.EnergyDebugReport;
import io.sparkenergy.diagnostics.report.EnergyTestReport;
import io.sparkenergy.error.EnergyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reports as one HTML file for people: verdicts, tables, charts, the worst rows. The file needs
 * nothing beside itself, no script and no network, and follows the reader's light or dark colours.
 *
 * <pre>{@code
 * HtmlReport.titled("Energy of penguins")
 *     .test(EnergyTest.run(df, energy, options))
 *     .fit(GoodnessOfFit.run(df, energy, FitOptions.defaults()))
 *     .plane(EnergyPlane.of(df, energy, FitOptions.defaults()))
 *     .write(Path.of("penguins.html"));
 * }</pre>
 *
 * <p>Immutable; each method gives another report.
 */
public final class HtmlReport {
  private final String title;
  private final List<Section> sections;

  private HtmlReport(String title, List<Section> sections) {
    this.title = title;
    this.sections = List.copyOf(sections);
  }

  /** An empty report. */
  public static HtmlReport titled(String title) {
    return new HtmlReport(title, List.of());
  }

  private HtmlReport with(Section section) {
    List<Section> more = new ArrayList<>(sections);
    more.add(section);
    return new HtmlReport(title, more);
  }

  /** What a test of the energy found. */
  public HtmlReport test(EnergyTestReport report) {
    return with(new TestSection(report));
  }

  /** What may be wrong with the energy on the data. */
  public HtmlReport debug(EnergyDebugReport report) {
    return with(new DebugSection(report));
  }

  /** How well the energy fits the data. */
  public HtmlReport fit(FitReport report) {
    return with(new FitSection(report));
  }

  /** Which of two energies fits better. */
  public HtmlReport comparison(EnergyComparisonReport report) {
    return with(new ComparisonSection(report));
  }

  /** Two data sets under one energy. */
  public HtmlReport samples(SampleComparisonReport report) {
    return with(new SamplesSection(report));
  }

  /** The energy along the data's principal axes; says why not where there is no plane. */
  public HtmlReport plane(Optional<EnergyPlane> plane) {
    return with(new PlaneSection(plane));
  }

  /**
   * The whole page.
   *
   * @throws EnergyException if this JVM has no fonts to measure the charts' text by
   */
  public String toHtml() {
    HtmlText html = new HtmlText();
    html.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.element("title", "", title).markup("\n<style>\n" + styleSheet() + "</style>\n</head>\n");
    html.markup("<body>\n<main>\n<header>").element("h1", "", title).markup("\n");
    html.open("ul", "verdicts");
    sections.forEach(
        section ->
            section
                .conclusion()
                .ifPresent(
                    conclusion ->
                        html.open("li", conclusion.tone())
                            .element("b", "", conclusion.headline())
                            .text(conclusion.explanation())
                            .close("li")));
    html.close("ul").markup("</header>\n");
    for (int i = 0; i < sections.size(); i++) {
      html.open("section", "");
      sections.get(i).write(html, "s" + i);
      html.close("section").markup("\n");
    }
    html.markup("<footer>Made by spark-energy. p(x) ∝ e<sup>-E(x)</sup>, the score is -∇E(x).");
    return html.markup("</footer>\n</main>\n</body>\n</html>\n").toString();
  }

  /**
   * Writes the page to a file, which is there whole or not at all; one that is there is replaced.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(Path file) {
    String html = toHtml();
    try {
      // Not Files.createTempFile, whose files only their owner may read.
      Path whole =
          file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID() + ".part");
      try {
        Files.writeString(whole, html);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static String styleSheet() {
    try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the spark-energy jar is not whole", e);
    }
  }
}
