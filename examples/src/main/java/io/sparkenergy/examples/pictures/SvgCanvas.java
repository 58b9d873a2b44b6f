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
package io.sparkenergy.examples.pictures;

import java.util.List;

/**
 * Shapes and text as SVG. Places are in pixels from the upper left corner and written in whole
 * tenths of one; paths go from point to point by differences, which takes a third of the letters.
 */
final class SvgCanvas {
  /** What a place is multiplied by when it is written. */
  static final int TENTHS = 10;

  /** Where text stands relative to its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  private final StringBuilder text = new StringBuilder();
  private double left;
  private double top;
  private int clips;

  /** Where (0, 0) is from here on. */
  void moveOrigin(double x, double y) {
    left = x;
    top = y;
  }

  /** Opens a group of what has these attributes in common. */
  void open(String attributes) {
    text.append("<g ").append(attributes).append(">\n");
  }

  void close() {
    text.append("</g>\n");
  }

  /** Opens a group of which only what lies in a rectangle is seen. */
  void openClipped(double x, double y, double width, double height) {
    String name = "clip" + clips++;
    text.append("<clipPath id=\"").append(name).append("\">\n");
    rectangle(x, y, width, height, "");
    text.append("</clipPath>\n");
    open("clip-path=\"url(#" + name + ")\"");
  }

  void rectangle(double x, double y, double width, double height, String attributes) {
    text.append("<rect x=\"%d\" y=\"%d\"".formatted(x(x), y(y)))
        .append(" width=\"%d\" height=\"%d\"".formatted(tenths(width), tenths(height)));
    end(attributes);
  }

  void circle(double x, double y, double radius, String attributes) {
    text.append("<circle cx=\"%d\" cy=\"%d\" r=\"%d\"".formatted(x(x), y(y), tenths(radius)));
    end(attributes);
  }

  private void end(String attributes) {
    text.append(attributes.isEmpty() ? "" : " ").append(attributes).append("/>\n");
  }

  /** Lines through points, several in one path; closed ones are shapes. */
  void path(List<? extends List<double[]>> lines, boolean closed, String attributes) {
    text.append("<path d=\"");
    for (List<double[]> line : lines) {
      long beforeX = 0;
      long beforeY = 0;
      for (int k = 0; k < line.size(); k++) {
        long x = x(line.get(k)[0]);
        long y = y(line.get(k)[1]);
        text.append(k == 0 ? "M" : k == 1 ? "l" : "").append(pair(x - beforeX, y - beforeY, k));
        beforeX = x;
        beforeY = y;
      }
      text.append(closed ? "z" : "");
    }
    text.append('"');
    end(attributes);
  }

  /** Two numbers with no more space before and between them than SVG needs. */
  private static String pair(long x, long y, int index) {
    return (index > 1 && x >= 0 ? " " : "") + x + (y >= 0 ? " " : "") + y;
  }

  void text(double x, double y, Anchor anchor, String words) {
    text(x, y, anchor, words, "");
  }

  void text(double x, double y, Anchor anchor, String words, String attributes) {
    text.append("<text x=\"%d\" y=\"%d\"".formatted(x(x), y(y)));
    if (anchor != Anchor.START) {
      text.append(" text-anchor=\"").append(anchor == Anchor.END ? "end" : "middle").append('"');
    }
    text.append(attributes.isEmpty() ? "" : " ").append(attributes).append('>');
    text.append(escaped(words)).append("</text>\n");
  }

  private long x(double x) {
    return tenths(left + x);
  }

  private long y(double y) {
    return tenths(top + y);
  }

  private static long tenths(double pixels) {
    return Math.round(TENTHS * pixels);
  }

  /** The document of all that was drawn, on white. */
  String document(double width, double height, String title, String description) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d"\
     font-family="Helvetica, Arial, sans-serif" font-size="110" fill="#333" role="img">
    <title>%s</title>
    <desc>%s</desc>
    <rect width="100%%" height="100%%" fill="#fff"/>
    %s</svg>
    """
        .formatted(
            Math.round(width),
            Math.round(height),
            tenths(width),
            tenths(height),
            escaped(title),
            escaped(description),
            text);
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
