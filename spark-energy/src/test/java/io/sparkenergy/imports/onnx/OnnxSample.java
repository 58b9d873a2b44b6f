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
package io.sparkenergy.imports.onnx;

/** Models for tests of other packages. */
public final class OnnxSample {
  private OnnxSample() {}

  /** The bytes of E(x) = Σ xᵢ², d = 2, as PyTorch exports it. */
  public static byte[] sumOfSquares() {
    return OnnxBytes.model(13, 2)
        .node(
            "ReduceSumSquare",
            "x",
            "e",
            OnnxBytes.attribute("axes", new long[] {1}),
            OnnxBytes.attribute("keepdims", 0))
        .file();
  }

  /** The bytes of a model, d = 2, with an operator that this library does not have. */
  public static byte[] lstm() {
    return OnnxBytes.model(17, 2).node("LSTM", "x", "e").file();
  }
}
