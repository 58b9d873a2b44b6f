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

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/**
 * Colours of charts by their part. Charts are drawn with a colour that stands for each, which the
 * page's style sheet then gives its light and its dark form.
 */
enum ChartColor {
  BAR(3),
  SECOND_BAR(4),
  TEXT(5),
  GRID(6),
  MARKER(7),
  POINT(8),
  POINT_EDGE(9),
  VOID(10),
  BAND_0(11),
  BAND_1(12),
  BAND_2(13),
  BAND_3(14),
  BAND_4(15),
  BAND_5(16),
  BAND_6(17),
  BAND_7(18),
  BAND_8(19),
  BAND_9(20);

  /** The bands of energy, from low to high. */
  private static final List<ChartColor> ALL_BANDS =
      List.of(BAND_0, BAND_1, BAND_2, BAND_3, BAND_4, BAND_5, BAND_6, BAND_7, BAND_8, BAND_9);

  /** How many bands of energy there are. */
  static final int BANDS = ALL_BANDS.size();

  private final int code;

  ChartColor(int code) {
    this.code = code;
  }

  static ChartColor band(int index) {
    return ALL_BANDS.get(index);
  }

  /** What charts are drawn with. */
  Color color() {
    return new Color(1, 2, code);
  }

  /** How the SVG writes that. */
  String written() {
    return "rgb(1,2," + code + ")";
  }

  /** The style sheet's colour. */
  String variable() {
    return "var(--chart-" + symbol() + ")";
  }

  /** What fills a shape with it, in few letters: there are thousands. */
  String filled() {
    return "class=\"" + symbol() + "\"";
  }

  private String symbol() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
