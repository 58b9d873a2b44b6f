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

/**
 * What JSON may hold, whoever wrote it. Arrays of 1024 numbers or more stand in a file of their own
 * where an energy is saved to a directory, so these bound the rest of a model and not its weights.
 */
public final class JsonLimits {
  /** The most characters of a text. */
  public static final int CHARACTERS = 1 << 28;

  /** The most objects and arrays that stand in one another. */
  public static final int DEPTH = 256;

  /** The most objects: energies, layers, nodes of expressions, tensors of a safetensors header. */
  public static final int OBJECTS = 1 << 18;

  /** The most arrays, rows of matrices among them. */
  public static final int ARRAYS = 1 << 22;

  /** The most characters of a string, as of a SameDiff graph in base64. */
  public static final int STRING_CHARACTERS = 20_000_000;

  /** The most characters of a name. */
  public static final int NAME_CHARACTERS = 1024;

  /** The most digits of a number. */
  public static final int DIGITS = 1000;

  private JsonLimits() {}
}
