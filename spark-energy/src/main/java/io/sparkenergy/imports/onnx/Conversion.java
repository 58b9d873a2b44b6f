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

import java.util.List;

/** What an operator makes of its inputs. */
@FunctionalInterface
interface Conversion {
  List<OnnxValue> convert(NodeScope node);

  /** For an operator of one result. */
  interface Single {
    OnnxValue convert(NodeScope node);
  }

  static Conversion of(Single single) {
    return node -> List.of(single.convert(node));
  }
}
