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
package io.sparkenergy.catalyst;

import io.sparkenergy.energy.Quantity;
import java.io.Serializable;

/**
 * A column that the operator adds: a quantity of one of its evaluated columns.
 *
 * @param evaluation the place of the evaluated column
 */
public record ResultField(int evaluation, Quantity quantity) implements Serializable {}
