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
package io.sparkenergy.error;

import java.util.Map;
import java.util.TreeMap;

/**
 * The one exception that the library throws for bad input: a condition and the values that fill its
 * template. Its message reads {@code [ENERGY_INVALID_PARAMETER] cov[0][1]: found NaN, expected a
 * finite number}.
 */
public final class EnergyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The most characters of a value that a message shows. */
  static final int LONGEST_VALUE = 4096;

  private final ErrorCondition condition;
  private final Map<String, String> parameters;

  private EnergyException(
      ErrorCondition condition, Map<String, String> parameters, Throwable cause) {
    super(message(condition, parameters), cause);
    this.condition = condition;
    this.parameters = parameters;
  }

  /**
   * An exception for a condition.
   *
   * @param namesAndValues the template's parameters, as name, value, name, value, …
   */
  public static EnergyException of(ErrorCondition condition, Object... namesAndValues) {
    return new EnergyException(condition, parameters(namesAndValues), null);
  }

  /** As {@link #of}, keeping what caused it. */
  public static EnergyException causedBy(
      Throwable cause, ErrorCondition condition, Object... namesAndValues) {
    return new EnergyException(condition, parameters(namesAndValues), cause);
  }

  /** A parameter that is refused: which field, what it held, and what it may hold. */
  public static EnergyException invalidParameter(String field, Object found, String expected) {
    return of(
        ErrorCondition.INVALID_PARAMETER, "field", field, "found", found, "expected", expected);
  }

  /** A model file that is refused: which part of it, what it held, and what it may hold. */
  public static EnergyException invalidModelFile(
      String file, String part, Object found, String expected) {
    return of(
        ErrorCondition.INVALID_MODEL_FILE,
        "file",
        file,
        "problem",
        part + ": found " + found + ", expected " + expected);
  }

  /** A model file that is refused for what a part of it holds. */
  public static EnergyException invalidModelFile(String file, String part, EnergyException cause) {
    String message = cause.getMessage();
    return causedBy(
        cause,
        ErrorCondition.INVALID_MODEL_FILE,
        "file",
        file,
        "problem",
        part + ": " + message.substring(message.indexOf("] ") + 2));
  }

  /** Features that are too few or too many for an energy: which column, what it holds. */
  public static EnergyException featuresDimension(
      EnergyException cause, String column, int found, String energy, String expected) {
    return causedBy(
        cause,
        ErrorCondition.FEATURES_DIMENSION,
        "column",
        column,
        "found",
        found,
        "energy",
        energy,
        "expected",
        expected);
  }

  /** A derivative that was asked of an energy which cannot give it. */
  public static EnergyException noGradient(String energy, String derivative, String reason) {
    return of(
        ErrorCondition.NO_GRADIENT, "energy", energy, "derivative", derivative, "reason", reason);
  }

  /** The same refusal, of a field that stands inside another. */
  public EnergyException inside(String path) {
    Map<String, String> nested = new TreeMap<>(parameters);
    nested.computeIfPresent("field", (name, field) -> path + "." + field);
    return new EnergyException(condition, nested, getCause());
  }

  public ErrorCondition condition() {
    return condition;
  }

  /** The values that fill the template, by name. */
  public Map<String, String> parameters() {
    return Map.copyOf(parameters);
  }

  private static Map<String, String> parameters(Object... namesAndValues) {
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put((String) namesAndValues[i], shortened(String.valueOf(namesAndValues[i + 1])));
    }
    return parameters;
  }

  /** What a stranger's file holds goes into logs, so no message is as long as the file. */
  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE
        ? value
        : value.substring(0, LONGEST_VALUE) + "... of " + value.length() + " characters";
  }

  private static String message(ErrorCondition condition, Map<String, String> parameters) {
    String text = condition.template();
    StringBuilder message = new StringBuilder("[ENERGY_").append(condition.name()).append("] ");
    int from = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
      int close = text.indexOf('}', open);
      message.append(text, from, open).append(parameters.get(text.substring(open + 1, close)));
      from = close + 1;
    }
    return message.append(text.substring(from)).toString();
  }
}
