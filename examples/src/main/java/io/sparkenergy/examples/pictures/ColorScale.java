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

/** Colours from low energies, dark, to high ones, pale; told apart in grey, too. */
final class ColorScale {
  /** Evenly apart, each as red, green and blue. */
  private static final int[][] COLORS = {
    {0x2c, 0x5f, 0x9e},
    {0x3f, 0x93, 0xb8},
    {0x7f, 0xc6, 0xbb},
    {0xc9, 0xe6, 0xc4},
    {0xff, 0xff, 0xe4}
  };

  private ColorScale() {}

  /** The colour of a band from 0, the lowest, to {@code last}. */
  static String color(int band, int last) {
    double at = last == 0 ? 0 : (double) band / last * (COLORS.length - 1);
    int k = Math.min((int) at, COLORS.length - 2);
    long code = 0;
    for (int channel = 0; channel < 3; channel++) {
      int from = COLORS[k][channel];
      code = 256 * code + Math.round(from + (at - k) * (COLORS[k + 1][channel] - from));
    }
    return "#%06x".formatted(code);
  }
}
