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
package io.sparkenergy.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;

/** A chart as a file or as text to put into a page. */
final class ChartImage {
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{2,}(?:E-?\\d+)?");

  /** Named at random by the writer; ids must differ between the charts of a page alone. */
  private static final Pattern CLIP = Pattern.compile("clip-?\\d+");

  private ChartImage() {}

  /** An {@code <svg>} element, with pixels to a tenth. */
  static String svg(XYChart chart) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
    String document = bytes.toString(StandardCharsets.UTF_8);
    String element = document.substring(document.indexOf("<svg"));
    String rounded =
        LONG_NUMBER
            .matcher(element)
            .replaceAll(
                number -> String.format(Locale.ROOT, "%.1f", Double.parseDouble(number.group())));
    return CLIP.matcher(rounded)
        .replaceAll("clip-" + Integer.toHexString(chart.getTitle().hashCode()));
  }

  /** Writes a PNG file and gives its path. */
  static Path png(XYChart chart, Path withoutEnding) throws IOException {
    Files.createDirectories(withoutEnding.toAbsolutePath().getParent());
    BitmapEncoder.saveBitmap(chart, withoutEnding.toString(), BitmapFormat.PNG);
    return withoutEnding.resolveSibling(withoutEnding.getFileName() + ".png");
  }
}
