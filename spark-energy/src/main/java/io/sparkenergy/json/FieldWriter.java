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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Writes the fields of one JSON object; numbers are written so that they read back bit for bit.
 * Arrays of numbers are kept as they are handed over until the text is made, so that long ones can
 * be {@linkplain #moveArrays stored} somewhere else.
 */
public final class FieldWriter {
  /** The least numbers that an outline shows as their shape. */
  private static final int OUTLINED = 1024;

  private final ObjectNode object;

  FieldWriter(ObjectNode object) {
    this.object = object;
  }

  public FieldWriter number(String field, double value) {
    object.put(field, value);
    return this;
  }

  public FieldWriter integer(String field, long value) {
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
    object.putPOJO(field, values);
    return this;
  }

  /** As {@link #numbers}, with null for what is infinite. */
  public FieldWriter limits(String field, double... values) {
    ArrayNode array = object.putArray(field);
    for (double value : values) {
      array.add(Double.isInfinite(value) ? array.nullNode() : array.numberNode(value));
    }
    return this;
  }

  public FieldWriter integers(String field, int... values) {
    ArrayNode array = object.putArray(field);
    for (int value : values) {
      array.add(value);
    }
    return this;
  }

  public FieldWriter counts(String field, List<Long> values) {
    ArrayNode array = object.putArray(field);
    values.forEach(array::add);
    return this;
  }

  public FieldWriter matrix(String field, double[][] rows) {
    object.putPOJO(field, rows);
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

  /** As {@link #toPrettyText}, to a stream, which is closed. */
  public void writePretty(OutputStream out) throws IOException {
    JsonText.MAPPER.writerWithDefaultPrettyPrinter().writeValue(out, object);
  }

  /**
   * Puts arrays of {@code atLeast} numbers or more into a store, and a reference in their place.
   *
   * @return whether there were any
   */
  public boolean moveArrays(int atLeast, ArrayStore store) throws IOException {
    return replaceArrays(
        object, atLeast, (rows, shape) -> reference(store.store(rows, shape)).object);
  }

  /** As {@link #toPrettyText}, with the shape in place of arrays that nobody would read. */
  public String toOutline() {
    ObjectNode outline = object.deepCopy();
    try {
      replaceArrays(
          outline,
          OUTLINED,
          (rows, shape) ->
              TextNode.valueOf(
                  String.join(" x ", shape.stream().map(String::valueOf).toList()) + " numbers"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return outline.toPrettyString();
  }

  private static FieldWriter reference(StoredArray array) {
    int[] shape = array.shape().stream().mapToInt(Integer::intValue).toArray();
    return JsonText.write()
        .integer("offset", array.offset())
        .integers("shape", shape)
        .text("crc32c", array.crc32c());
  }

  private interface Replacement {
    JsonNode of(double[][] rows, List<Integer> shape) throws IOException;
  }

  private static boolean replaceArrays(JsonNode node, int atLeast, Replacement replacement)
      throws IOException {
    boolean replaced = false;
    if (node instanceof ArrayNode array) {
      for (JsonNode element : array) {
        replaced |= replaceArrays(element, atLeast, replacement);
      }
    } else if (node instanceof ObjectNode parent) {
      for (Map.Entry<String, JsonNode> field : parent.properties()) {
        if (field.getValue() instanceof POJONode numbers) {
          double[][] rows = rows(numbers);
          int columns = rows.length == 0 ? 0 : rows[0].length;
          if ((long) rows.length * columns >= atLeast) {
            boolean flat = numbers.getPojo() instanceof double[];
            field.setValue(
                replacement.of(rows, flat ? List.of(columns) : List.of(rows.length, columns)));
            replaced = true;
          }
        } else {
          replaced |= replaceArrays(field.getValue(), atLeast, replacement);
        }
      }
    }
    return replaced;
  }

  private static double[][] rows(POJONode numbers) {
    return numbers.getPojo() instanceof double[] row
        ? new double[][] {row}
        : (double[][]) numbers.getPojo();
  }
}
