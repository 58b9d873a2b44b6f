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

import java.util.List;
import java.util.Locale;

/**
 * HTML in the making. All text goes through {@link #text}, which escapes it: names and rows come
 * from data, and may hold anything.
 */
final class HtmlText {
  private final StringBuilder html = new StringBuilder();

  /** What a browser shows as the text itself, between tags and in quoted attributes. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                  // Control characters, lone surrogates and marks that turn text around.
                  if (shown(c)) {
                    escaped.appendCodePoint(c);
                  } else {
                    escaped.append('\uFFFD');
                  }
                }
              }
            });
    return escaped.toString();
  }

  private static boolean shown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\n' || c == '\t';
      case Character.SURROGATE, Character.FORMAT, Character.UNASSIGNED -> false;
      default -> true;
    };
  }

  /** Markup of this package's own making. */
  HtmlText markup(String markup) {
    html.append(markup);
    return this;
  }

  HtmlText text(String text) {
    html.append(escaped(text));
    return this;
  }

  /** An element with nothing but text in it. */
  HtmlText element(String name, String style, String text) {
    open(name, style).text(text);
    return close(name);
  }

  HtmlText open(String name, String style) {
    html.append('<').append(name);
    if (!style.isEmpty()) {
      html.append(" class=\"").append(style).append('"');
    }
    html.append('>');
    return this;
  }

  HtmlText close(String name) {
    html.append("</").append(name).append('>');
    return this;
  }

  /** A number to six digits, with the whole of it in the element's value. */
  HtmlText number(double value) {
    html.append("<data value=\"")
        .append(value)
        .append("\">")
        .append(figure(value))
        .append("</data>");
    return this;
  }

  HtmlText count(long value) {
    html.append("<data value=\"").append(value).append("\">");
    html.append(String.format(Locale.ROOT, "%,d", value)).append("</data>");
    return this;
  }

  /** A number as people read it. */
  static String figure(double value) {
    return figure(value, 6);
  }

  /** A number to three digits, for sentences. */
  static String brief(double value) {
    return figure(value, 3);
  }

  private static String figure(double value, int digits) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    String text = String.format(Locale.ROOT, "%." + digits + "g", value);
    int exponent = text.indexOf('e');
    String mantissa = exponent < 0 ? text : text.substring(0, exponent);
    if (mantissa.contains(".")) {
      mantissa = mantissa.replaceFirst("0+$", "").replaceFirst("\\.$", "");
    }
    return mantissa + (exponent < 0 ? "" : text.substring(exponent));
  }

  /** The head of a table; columns whose name begins with # hold numbers. */
  HtmlText tableHead(List<String> columns) {
    markup("<div class=\"scroll\"><table><thead><tr>");
    for (String column : columns) {
      boolean number = column.startsWith("#");
      element("th", number ? "number" : "", number ? column.substring(1) : column);
    }
    return markup("</tr></thead><tbody>");
  }

  HtmlText tableEnd() {
    return markup("</tbody></table></div>");
  }

  /** A row of a table of figures. */
  HtmlText figureRow(String name, double value) {
    open("tr", "").element("td", "", name).open("td", "number");
    return number(value).close("td").close("tr");
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
