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
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The fields of one JSON object. Every method names its field in what it throws, with the path from
 * the outermost object: {@code components[1].cov[0]}. Ask for all fields, then call {@link #close}:
 * a field that nobody asked for is an error.
 */
public final class FieldReader {
  private final String path;
  private final ObjectNode object;
  private final Optional<ArraySource> arrays;
  private final Set<String> asked = new TreeSet<>();

  FieldReader(String path, ObjectNode object, Optional<ArraySource> arrays) {
    this.path = path;
    this.object = object;
    this.arrays = arrays;
  }

  /** The same object, with a place to find the arrays that it refers to. */
  public FieldReader withArrays(ArraySource source) {
    FieldReader reader = new FieldReader(path, object, Optional.of(source));
    reader.asked.addAll(asked);
    return reader;
  }

  /** The name of a field as messages write it. */
  public String path(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  /** The names of all fields, in order. */
  public List<String> names() {
    List<String> names = new ArrayList<>(object.size());
    object.fieldNames().forEachRemaining(names::add);
    asked.addAll(names);
    return names;
  }

  /** Whether the field is there. */
  public boolean has(String field) {
    asked.add(field);
    return object.has(field);
  }

  /**
   * Builds what the fields say; a refused field is named with its path from the outermost object.
   */
  public <T> T build(Supplier<T> builder) {
    try {
      return builder.get();
    } catch (EnergyException e) {
      throw path.isEmpty() ? e : e.inside(path);
    }
  }

  /** Refuses fields that nobody asked for. */
  public void close() {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!asked.contains(name)) {
        throw EnergyException.of(
            ErrorCondition.UNKNOWN_FIELD,
            "field",
            path(name),
            "expected",
            "one of " + String.join(", ", asked));
      }
    }
  }

  public double number(String field) {
    return number(required(field, "a number"), path(field));
  }

  public double number(String field, double byDefault) {
    return has(field) ? number(field) : byDefault;
  }

  public int integer(String field) {
    JsonNode node = required(field, "a whole number");
    if (!node.canConvertToInt() || !node.isIntegralNumber()) {
      throw invalid(path(field), node, "a whole number");
    }
    return node.intValue();
  }

  /** A whole number of 64 bits. */
  public long longInteger(String field) {
    JsonNode node = required(field, "a whole number");
    if (!node.canConvertToLong() || !node.isIntegralNumber()) {
      throw invalid(path(field), node, "a whole number");
    }
    return node.longValue();
  }

  public boolean flag(String field, boolean byDefault) {
    if (!has(field)) {
      return byDefault;
    }
    JsonNode node = required(field, "true or false");
    if (!node.isBoolean()) {
      throw invalid(path(field), node, "true or false");
    }
    return node.booleanValue();
  }

  public String text(String field) {
    JsonNode node = required(field, "a string");
    if (!node.isTextual()) {
      throw invalid(path(field), node, "a string");
    }
    return node.textValue();
  }

  public String text(String field, String byDefault) {
    return has(field) ? text(field) : byDefault;
  }

  /** The name that something is given: short, and on one line. */
  public String name(String field) {
    String name = text(field);
    if (name.length() > JsonLimits.NAME_CHARACTERS) {
      throw EnergyException.invalidParameter(
          path(field), name.length() + " characters", "at most " + JsonLimits.NAME_CHARACTERS);
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw EnergyException.invalidParameter(
          path(field), "a control character", "a name on one line");
    }
    return name;
  }

  /** A field that may be written as a number or as a string. */
  public String scalarText(String field) {
    JsonNode node = required(field, "a string or a number");
    if (!node.isValueNode() || node.isNull()) {
      throw invalid(path(field), node, "a string or a number");
    }
    return node.asText();
  }

  public double[] numbers(String field) {
    JsonNode node = required(field, "an array of numbers");
    return node.isObject() ? stored(field, 1)[0] : numbers(node, path(field));
  }

  /** As {@link #numbers}, with a number in place of null. */
  public double[] limits(String field, double inPlaceOfNull) {
    ArrayNode array = array(required(field, "an array of numbers or null"), path(field));
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          array.get(i).isNull() ? inPlaceOfNull : number(array.get(i), path(field) + "[" + i + "]");
    }
    return values;
  }

  public int[] integers(String field) {
    ArrayNode array = array(required(field, "an array of whole numbers"), path(field));
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      if (!array.get(i).isIntegralNumber() || !array.get(i).canConvertToInt()) {
        throw invalid(path(field) + "[" + i + "]", array.get(i), "a whole number");
      }
      values[i] = array.get(i).intValue();
    }
    return values;
  }

  /** Whole numbers that may be larger than an int holds. */
  public long[] longs(String field) {
    ArrayNode array = array(required(field, "an array of whole numbers"), path(field));
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      if (!array.get(i).isIntegralNumber() || !array.get(i).canConvertToLong()) {
        throw invalid(path(field) + "[" + i + "]", array.get(i), "a whole number");
      }
      values[i] = array.get(i).longValue();
    }
    return values;
  }

  public double[][] matrix(String field) {
    JsonNode node = required(field, "an array of arrays of numbers");
    if (node.isObject()) {
      return stored(field, 2);
    }
    ArrayNode array = array(node, path(field));
    double[][] rows = new double[array.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = numbers(array.get(i), path(field) + "[" + i + "]");
    }
    return rows;
  }

  public FieldReader object(String field) {
    return object(required(field, "an object"), path(field));
  }

  public List<FieldReader> objects(String field) {
    ArrayNode array = array(required(field, "an array of objects"), path(field));
    List<FieldReader> objects = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      objects.add(object(array.get(i), path(field) + "[" + i + "]"));
    }
    return objects;
  }

  /** An array that stands elsewhere. */
  private double[][] stored(String field, int dimensions) {
    FieldReader reference = object(field);
    if (arrays.isEmpty()) {
      throw invalid(
          path(field),
          object.get(field),
          "an array; numbers in a file are found by the path of the energy");
    }
    long offset = reference.longInteger("offset");
    int[] shape = reference.integers("shape");
    String crc32c = reference.text("crc32c");
    reference.close();
    if (shape.length != dimensions || Arrays.stream(shape).anyMatch(length -> length < 1)) {
      throw EnergyException.invalidParameter(
          reference.path("shape"),
          Arrays.toString(shape),
          (dimensions == 1 ? "one length" : "rows and columns") + ", 1 or more");
    }
    List<Integer> lengths = Arrays.stream(shape).boxed().toList();
    double[][] rows = arrays.get().read(path(field), new StoredArray(offset, lengths, crc32c));
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        if (!Double.isFinite(rows[i][j])) {
          String place = dimensions == 1 ? "[" + j + "]" : "[" + i + "][" + j + "]";
          throw EnergyException.invalidParameter(
              path(field) + place, rows[i][j], "a finite number");
        }
      }
    }
    return rows;
  }

  private JsonNode required(String field, String expected) {
    if (!has(field)) {
      throw EnergyException.of(
          ErrorCondition.MISSING_FIELD, "field", path(field), "expected", expected);
    }
    return object.get(field);
  }

  private FieldReader object(JsonNode node, String path) {
    if (node instanceof ObjectNode object) {
      return new FieldReader(path, object, arrays);
    }
    throw invalid(path, node, "an object");
  }

  private static ArrayNode array(JsonNode node, String path) {
    if (node instanceof ArrayNode array) {
      return array;
    }
    throw invalid(path, node, "an array");
  }

  private static double[] numbers(JsonNode node, String path) {
    ArrayNode array = array(node, path);
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(array.get(i), path + "[" + i + "]");
    }
    return values;
  }

  private static double number(JsonNode node, String path) {
    if (!node.isNumber()) {
      throw invalid(path, node, "a number");
    }
    double value = node.doubleValue();
    if (!Double.isFinite(value)) {
      throw invalid(path, node, "a number that float64 can hold");
    }
    return value;
  }

  private static EnergyException invalid(String path, JsonNode found, String expected) {
    String text = found.toString();
    return EnergyException.invalidParameter(
        path, text.length() > 80 ? text.substring(0, 77) + "..." : text, expected);
  }
}
