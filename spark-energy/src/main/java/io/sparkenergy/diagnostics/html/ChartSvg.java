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

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jfree.chart.JFreeChart;

/** Charts as SVG that stands in a page and takes its colours and its font from it. */
final class ChartSvg {
  static final int WIDTH = 420;

  private ChartSvg() {}

  /**
   * Draws a chart.
   *
   * @param name unique in the page, of letters and digits
   * @param label what a reader who does not see the chart is told
   * @throws EnergyException if this JVM cannot measure text
   */
  static String of(JFreeChart chart, int height, String name, String label) {
    try {
      VectorGraphics2D graphics = new VectorGraphics2D();
      chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
      return embedded(svg(graphics, height), name, label);
    } catch (InternalError | NoClassDefFoundError | UnsatisfiedLinkError e) {
      throw undrawable(e);
    }
  }

  /** What a JVM without fonts throws differs by its version; what helps is the same. */
  static EnergyException undrawable(Throwable cause) {
    return EnergyException.causedBy(
        cause, ErrorCondition.CHARTS_UNAVAILABLE, "problem", String.valueOf(cause.getMessage()));
  }

  private static String svg(VectorGraphics2D graphics, int height) {
    Document document =
        Processors.get("svg")
            .getDocument(graphics.getCommands(), new PageSize(0, 0, WIDTH, height));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      document.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String embedded(String document, String name, String label) {
    String content =
        document
            .substring(document.indexOf('>', document.indexOf("<svg")) + 1)
            .replace("id=\"clip", "id=\"" + name + "-clip")
            .replace("url(#clip", "url(#" + name + "-clip")
            .replaceAll("(?m)^\\s+|\\n", "")
            .replaceAll("(\\d+\\.\\d\\d)\\d+", "$1")
            .replace("stroke-miterlimit:10;", "");
    for (ChartColor color : ChartColor.values()) {
      content =
          content
              .replace("style=\"fill:" + color.written() + ";stroke:none;\"", color.filled())
              .replace(color.written(), color.variable());
    }
    String size = document.substring(document.indexOf("viewBox="), document.indexOf("width="));
    return "<svg "
        + size
        + "role=\"img\" aria-label=\""
        + HtmlText.escaped(label)
        + "\">"
        + content;
  }
}
