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

import io.sparkenergy.energy.Energies;
import java.util.List;
import java.util.stream.Collectors;

/** Panels in rows. Its file says, in its description, which energies it shows: a JSON each line. */
record Picture(List<List<Panel>> rows) {
  private static final double GAP = 14;

  static Picture of(Panel... panels) {
    return new Picture(List.of(List.of(panels)));
  }

  String svg(String title) {
    SvgCanvas canvas = new SvgCanvas();
    double top = 0;
    double right = 0;
    for (List<Panel> row : rows) {
      double left = 0;
      for (Panel panel : row) {
        canvas.moveOrigin(left, top);
        panel.draw(canvas);
        right = Math.max(right, left + panel.width());
        left += panel.width() + GAP;
      }
      top += row.stream().mapToDouble(Panel::height).max().orElse(0) + GAP;
    }
    return canvas.document(right, top - GAP, title, description());
  }

  private String description() {
    return rows.stream()
        .flatMap(List::stream)
        .flatMap(panel -> panel.energies().stream())
        .map(Energies::toJson)
        .distinct()
        .collect(Collectors.joining("\n"));
  }
}
