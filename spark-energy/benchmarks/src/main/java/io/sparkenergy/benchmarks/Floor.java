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
package io.sparkenergy.benchmarks;

/** What a job costs without the thing measured; taken off before costs are compared. */
enum Floor {
  /**
   * Selects the column: Spark decodes it, makes rows of it, and copies each into its own format.
   */
  READ("read-"),
  /** Asks only whether the column is null: Spark decodes it and copies nothing. */
  DECODE("decode-");

  private final String prefix;

  Floor(String prefix) {
    this.prefix = prefix;
  }

  /** The name of the variant that is this floor for a table. */
  String variant(Source source) {
    return prefix + source.symbol();
  }
}
