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
package io.sparkenergy.expression;

import java.io.Serializable;

/**
 * A function of a row that cannot be said as an expression, such as a user's own density model: a
 * leaf that only a backend which knows its class can run.
 */
public interface RowFunction extends Serializable {
  /** What messages call it. */
  String name();

  /** Whether it can give its gradient too. */
  boolean hasGradient();

  /** Why it cannot, if it cannot. */
  default String whyNoGradient() {
    return "it was handed over without its gradient";
  }
}
