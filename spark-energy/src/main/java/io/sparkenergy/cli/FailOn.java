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
package io.sparkenergy.cli;

/** What --fail-on of {@code test} and {@code debug} may name. */
enum FailOn {
  WARNING,
  NEVER;

  /** The exit code of a job that found something, or did not. */
  int exitCode(boolean found) {
    return this == WARNING && found ? Main.FINDINGS : 0;
  }
}
