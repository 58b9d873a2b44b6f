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

/**
 * Every way in which the library refuses: a stable name, the SQLSTATE that SQL shows, and the
 * message template whose {@code {parameters}} an {@link EnergyException} fills in.
 */
public enum ErrorCondition {
  INVALID_PARAMETER("22023", "{field}: found {found}, expected {expected}"),
  UNKNOWN_TYPE("22023", "{field}: unknown energy type {found}, expected one of {expected}"),
  UNKNOWN_FIELD("22023", "{field}: unknown field, expected {expected}"),
  MISSING_FIELD("22023", "{field}: missing, expected {expected}"),
  INVALID_JSON("22032", "energy JSON is not valid at line {line}, column {column}: {problem}"),
  UNREADABLE_ENERGY("58030", "energy file {path} cannot be read: {problem}"),
  INVALID_MODEL_FILE("22023", "model file {file}: {problem}"),
  UNSUPPORTED_MODEL("0A000", "model file {file} cannot be imported: {problem}"),
  UNWRITABLE_ENERGY("58030", "energy file {path} cannot be written: {problem}"),
  PATH_EXISTS("42710", "{path} is there already; overwrite it, or choose another path"),
  NO_JSON_FORM("0A000", "{energy} has no JSON form: {reason}"),

  SHAPE_MISMATCH("22000", "{operator}: found {found}, expected {expected}"),
  DIMENSION_MISMATCH("22000", "{energy}: found d = {found}, expected {expected}"),
  BATCH_SHAPE("22000", "{argument}: found {found}, expected {expected}"),
  NO_GRADIENT("0A000", "{energy} gives no {derivative}: {reason}"),
  UNSUPPORTED_BY_BACKEND("0A000", "backend {backend} cannot evaluate {energy}: {reason}"),
  BACKEND_UNAVAILABLE("58000", "backend {backend} cannot be used: {reason}"),
  NATIVE_MEMORY("53200", "backend {backend}: no native memory for {purpose}: {problem}; {fix}"),
  GPU_DRIVER("58000", "NVIDIA's driver cannot be used: {problem}; {fix}"),
  GPU_LIBRARY("58000", "{library} cannot be loaded: {problem}; {fix}"),
  GPU_NOT_FOUND("58000", "no GPU {found}, expected {expected}"),
  GPU_CAPABILITY(
      "0A000", "{gpu}: found compute capability {found}, {consumer} expects {expected}; {fix}"),
  GPU_COMPILATION("58000", "CUDA text was not compiled for {gpu}: {problem}"),
  GPU_MEMORY(
      "53200",
      "{gpu}: out of memory with {rows} rows a batch, the least; found {free} of {total} bytes"
          + " free, expected {rowBytes} for the rows and {parameterBytes} for parameters"),
  GPU_FAILURE("58030", "{gpu}: {operation} failed: {problem}"),
  GPU_TASKS("22023", "configuration {key}: found {found}, expected {expected}; {fix}"),

  UNKNOWN_MODEL(
      "42704",
      "model {model} is not known, expected a registered name ({expected}), a setting"
          + " spark.energy.functions.{model}, or the JSON of an energy"),
  MODEL_NOT_LITERAL(
      "42K09", "{function}: found model {found}, expected a string literal: a name or JSON"),
  INVALID_MODEL_NAME("22023", "model name {found}: expected {expected}"),
  ARGUMENT_COUNT(
      "42605", "{function}: found {found} arguments, expected (model, features [, options])"),
  NOT_SERIALIZABLE("0A000", "{energy} cannot be sent to executors: {found} is not serializable"),
  CLASS_NOT_FOUND(
      "46103", "{energy}: class {class} is not on this executor; send its jar with --jars"),

  COLUMN_NOT_FOUND("42703", "column {column} is not in the input, expected one of {expected}"),
  COLUMN_EXISTS("42711", "column {column} is already in the input; {fix}"),
  FEATURES_TYPE("42804", "column {column}: found type {found}, expected {expected}"),
  FEATURES_DIMENSION(
      "22000", "column {column}: found {found} elements, {energy} expects {expected}"),
  FEATURES_NULL_ELEMENT(
      "22004", "column {column}: found null at element {index}, expected {expected}"),
  CHARTS_UNAVAILABLE(
      "58000",
      "charts cannot be drawn: {problem}; install fontconfig and a font for this JVM, for one"
          + " the packages fontconfig and fonts-dejavu-core"),
  SAMPLE_REFUSED("22023", "samples in {source}: found {found}, expected {expected}"),
  CONFIGURATION("22023", "configuration {key}: found {found}, expected {expected}");

  private final String sqlState;
  private final String template;

  ErrorCondition(String sqlState, String template) {
    this.sqlState = sqlState;
    this.template = template;
  }

  /** The five-character SQLSTATE. */
  public String sqlState() {
    return sqlState;
  }

  /** The message with {@code {name}} placeholders. */
  public String template() {
    return template;
  }
}
