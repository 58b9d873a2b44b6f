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
package io.sparkenergy.notebooks;

/**
 * What a paragraph gave.
 *
 * @param printed by its code
 * @param echo behind that, what the interpreter said of its definitions; each Scala in its own way
 */
record Output(String printed, String echo) {
  static Output printed(String text) {
    return new Output(text, "");
  }

  /** All of it, as it is shown. */
  String text() {
    return printed + echo;
  }
}
