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

import io.sparkenergy.error.EnergyException;
import java.util.Map;
import java.util.Optional;

/** Reads an AttributeProto. Graphs inside a node are passed over: no operator here has any. */
final class AttributeReader {
  private AttributeReader() {}

  /** Adds the attribute to those of its node. */
  static void read(String file, String node, WireReader in, Map<String, OnnxAttribute> attributes) {
    String name = "";
    int type = 0;
    long integer = 0;
    double real = 0;
    String text = "";
    Optional<ConstantTensor> tensor = Optional.empty();
    LongList integers = new LongList();
    NumberList reals = new NumberList();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> real = in.real();
        case 3 -> integer = in.integer();
        case 4 -> text = in.text();
        case 5 -> tensor = Optional.of(TensorReader.read(file, node, in.message()).value());
        case 7 -> in.floats(reals::add);
        case 8 -> in.integers(integers::add);
        case 20 -> type = (int) in.integer();
        default -> in.skip();
      }
    }
    OnnxAttribute attribute =
        new OnnxAttribute(type, integer, real, text, tensor, integers.toArray(), reals.toArray());
    if (attributes.put(name, attribute) != null) {
      throw EnergyException.invalidModelFile(file, node, "two attributes " + name, "one");
    }
  }
}
