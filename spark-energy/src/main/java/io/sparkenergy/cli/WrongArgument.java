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

import java.io.IOException;

/** An argument that was understood but cannot be: told as such, before any job starts. */
final class WrongArgument extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongArgument(String message) {
    super(message);
  }

  private WrongArgument(String message, IOException cause) {
    super(message, cause);
  }

  WrongArgument(String option, RuntimeException cause) {
    super(option + ": " + cause.getMessage(), cause);
  }

  /** A path that nothing can be written to, and what stands in its way. */
  static WrongArgument unwritable(String option, Object path, IOException cause) {
    return new WrongArgument(
        "%s %s cannot be written: %s; choose another path"
            .formatted(option, path, cause.getMessage()),
        cause);
  }
}
