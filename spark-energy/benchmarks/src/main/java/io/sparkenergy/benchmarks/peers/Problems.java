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
package io.sparkenergy.benchmarks.peers;

/** The last problem that was made: those of many features take seconds to draw. */
final class Problems {
  /** The parameters that are compared. */
  static final long SEED = 42;

  private static Subject lastSubject;
  private static int lastDimension;
  private static Problem last;

  private Problems() {}

  static synchronized Problem of(Subject subject, int d) {
    if (subject != lastSubject || d != lastDimension) {
      last = subject.problem(d, SEED);
      lastSubject = subject;
      lastDimension = d;
    }
    return last;
  }
}
