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
package io.sparkenergy.diagnostics.html;

import java.util.Optional;

/** A part of the page that shows one report. */
interface Section {
  /**
   * What a report comes to.
   *
   * @param tone {@code good}, {@code bad} or {@code plain}
   */
  record Conclusion(String tone, String headline, String explanation) {}

  /** Its conclusion, for the top of the page; empty where there is none to draw. */
  Optional<Conclusion> conclusion();

  /**
   * Writes the part.
   *
   * @param name unique in the page, for what needs a name
   */
  void write(HtmlText html, String name);
}
