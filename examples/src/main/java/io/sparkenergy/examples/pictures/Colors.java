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
package io.sparkenergy.examples.pictures;

/** Colours of curves, told apart by readers who see fewer of them, too (Okabe and Ito, 2008). */
final class Colors {
  static final String FIRST = "#0072b2";
  static final String SECOND = "#d55e00";
  static final String THIRD = "#009e73";
  static final String FOURTH = "#cc79a7";

  private Colors() {}
}
