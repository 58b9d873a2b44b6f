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
package io.sparkenergy.backend.cpu.f64;

import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Matrix;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * A linear map's coefficients as the product reads them: panels of neighbouring outputs, and in a
 * panel the coefficients of one input after those of the last. The width is rounded up to whole
 * SIMD registers with zeros. Equal matrices have one set of panels in a JVM, which lives as long as
 * a matrix that it was made of.
 */
final class DoublePanels {
  private record Form(boolean transposed, int lanes, int widest) {}

  private static final Map<Matrix, Map<Form, DoublePanels>> KNOWN = new WeakHashMap<>();

  private final int inputs;
  private final int outputs;
  private final int panel;
  private final double[] values;

  private DoublePanels(Attribute.LinearMap map, Form form) {
    this.inputs = map.inputLength();
    this.outputs = (map.outputLength() + form.lanes() - 1) / form.lanes() * form.lanes();
    this.panel = form.lanes() * form.widest();
    this.values = new double[inputs * outputs];
    fill(map);
  }

  private void fill(Attribute.LinearMap map) {
    Matrix matrix = map.matrix();
    for (int i = 0; i < map.outputLength(); i++) {
      int first = i / panel * panel;
      int width = Math.min(panel, outputs - first);
      for (int j = 0; j < inputs; j++) {
        values[first * inputs + j * width + i - first] =
            Rounded.of(map.transposed() ? matrix.get(j, i) : matrix.get(i, j));
      }
    }
  }

  /**
   * The panels of a map.
   *
   * @param lanes the numbers of a SIMD register
   * @param widest the registers of a full panel
   */
  static DoublePanels of(Attribute.LinearMap map, int lanes, int widest) {
    synchronized (KNOWN) {
      return KNOWN
          .computeIfAbsent(map.matrix(), key -> new HashMap<>())
          .computeIfAbsent(
              new Form(map.transposed(), lanes, widest), form -> new DoublePanels(map, form));
    }
  }

  /** The numbers of a row. */
  int inputs() {
    return inputs;
  }

  /** The outputs, rounded up to whole registers. */
  int outputs() {
    return outputs;
  }

  /** The outputs of a full panel. */
  int panel() {
    return panel;
  }

  double[] values() {
    return values;
  }
}
