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
package io.sparkenergy.backend.cpu.source;

/**
 * The Java text of the innermost loop of a matrix product, for some rows and some SIMD registers of
 * each row's results: a coefficient that is loaded once serves all rows, a row's number all
 * registers, and no result leaves its register before it is complete. Each accumulator is a
 * variable of its own, since the JIT keeps those in registers and not what stands in an array;
 * which is why the text is written by a loop.
 */
public final class ProductSource {
  private ProductSource() {}

  /** The text for so many rows and registers. */
  public static String of(Dialect dialect, int rows, int registers) {
    StringBuilder text = new StringBuilder(dialect.head(dialect.boxed() + "Product"));
    text.append(
        "  public void run(P[] a, int at, int stride, P[] w, int from, int panel, int inputs, P[] z, int to, int zStride) {\n"
            .replace("P[]", dialect.primitive() + "[]"));
    String vector = dialect.type();
    for (int r = 0; r < rows; r++) {
      text.append("    int a%1$d = at + %1$d * stride;\n".formatted(r));
      for (int c = 0; c < registers; c++) {
        text.append("    %1$s z%2$d_%3$d = %1$s.zero(S);\n".formatted(vector, r, c));
      }
    }
    text.append("    int next = from;\n    for (int i = 0; i < inputs; i++) {\n");
    for (int c = 0; c < registers; c++) {
      text.append(
          "      %1$s w%2$d = %1$s.fromArray(S, w, next + %2$d * S.length());\n"
              .formatted(vector, c));
    }
    text.append("      next += panel;\n");
    for (int r = 0; r < rows; r++) {
      text.append("      %1$s x%2$d = %1$s.broadcast(S, a[a%2$d + i]);\n".formatted(vector, r));
      for (int c = 0; c < registers; c++) {
        text.append("      z%1$d_%2$d = x%1$d.fma(w%2$d, z%1$d_%2$d);\n".formatted(r, c));
      }
    }
    text.append("    }\n");
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < registers; c++) {
        text.append(
            "    z%1$d_%2$d.intoArray(z, to + %1$d * zStride + %2$d * S.length());\n"
                .formatted(r, c));
      }
    }
    return text.append("  }\n}\n").toString();
  }
}
