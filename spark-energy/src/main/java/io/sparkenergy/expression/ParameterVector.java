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

import io.sparkenergy.error.EnergyException;
import java.io.Serializable;
import java.util.Arrays;

/** Numbers that belong to an energy and are the same for every row, such as a mean. Immutable. */
public final class ParameterVector implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] values;

  private ParameterVector(double[] values) {
    this.values = values;
  }

  /**
   * A copy of the values.
   *
   * @throws EnergyException if there is none, or one is NaN or infinite
   */
  public static ParameterVector of(double... values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw EnergyException.invalidParameter(
            "parameter[" + i + "]", values[i], "a finite number");
      }
    }
    if (values.length == 0) {
      throw EnergyException.invalidParameter("parameter", "no numbers", "one or more");
    }
    return new ParameterVector(values.clone());
  }

  public int length() {
    return values.length;
  }

  public double get(int index) {
    return values[index];
  }

  /** A copy of the values. */
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterVector that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
