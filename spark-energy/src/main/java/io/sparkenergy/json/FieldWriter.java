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
package io.sparkenergy.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes the fields of one JSON object; numbers are written so that they read back bit for bit. */
public final class FieldWriter {
  private final ObjectNode object;

  FieldWriter(ObjectNode object) {
    this.object = object;
  }

  public FieldWriter number(String field, double value) {
    object.put(field, value);
    return this;
  }

  public FieldWriter integer(String field, int value) {
    object.put(field, value);
    return this;
  }

  public FieldWriter flag(String field, boolean value) {
    object.put(field, value);
    return this;
  }

  public FieldWriter text(String field, String value) {
    object.put(field, value);
    return this;
  }

  public FieldWriter numbers(String field, double... values) {
    fill(object.putArray(field), values);
    return this;
  }

  public FieldWriter integers(String field, int... values) {
    ArrayNode array = object.putArray(field);
    for (int value : values) {
      array.add(value);
    }
    return this;
  }

  public FieldWriter matrix(String field, double[][] rows) {
    ArrayNode array = object.putArray(field);
    for (double[] row : rows) {
      fill(array.addArray(), row);
    }
    return this;
  }

  public FieldWriter object(String field, FieldWriter value) {
    object.set(field, value.object);
    return this;
  }

  public FieldWriter objects(String field, List<FieldWriter> values) {
    ArrayNode array = object.putArray(field);
    values.forEach(value -> array.add(value.object));
    return this;
  }

  /** The JSON text on one line. */
  public String toText() {
    return object.toString();
  }

  /** The JSON text over several lines, for people. */
  public String toPrettyText() {
    return object.toPrettyString();
  }

  private static void fill(ArrayNode array, double... values) {
    for (double value : values) {
      array.add(value);
    }
  }
}
