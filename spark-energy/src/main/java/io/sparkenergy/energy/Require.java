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
package io.sparkenergy.energy;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.List;
import java.util.OptionalInt;

/** What parameters must be; each refusal names the field, what it held and what it may hold. */
final class Require {
  private Require() {}

  static double finite(String field, double value) {
    if (!Double.isFinite(value)) {
      throw EnergyException.invalidParameter(field, value, "a finite number");
    }
    return value;
  }

  static double positive(String field, double value) {
    if (!(value > 0) || !Double.isFinite(value)) {
      throw EnergyException.invalidParameter(field, value, "a finite number > 0");
    }
    return value;
  }

  /** A copy of the values. */
  static double[] finite(String field, double[] values) {
    notEmpty(field, values.length);
    for (int i = 0; i < values.length; i++) {
      finite(field + "[" + i + "]", values[i]);
    }
    return values.clone();
  }

  /** A copy of the values. */
  static double[] positive(String field, double[] values) {
    notEmpty(field, values.length);
    for (int i = 0; i < values.length; i++) {
      positive(field + "[" + i + "]", values[i]);
    }
    return values.clone();
  }

  static void notEmpty(String field, int count) {
    if (count == 0) {
      throw EnergyException.invalidParameter(field, "none", "one or more");
    }
  }

  static void length(String field, int found, int expected, String like) {
    if (found != expected) {
      throw EnergyException.invalidParameter(
          field, found + " entries", expected + " entries, as " + like + " has");
    }
  }

  /** One weight a component, each finite; all 1 where none is given. */
  static double[] weights(double[] weights, int components) {
    length("weights", weights.length, components, "components");
    return finite("weights", weights);
  }

  /** The d that the energies fix together, if any fixes one. */
  static OptionalInt commonDimension(String field, List<EnergyFunction> energies) {
    notEmpty(field, energies.size());
    OptionalInt common = OptionalInt.empty();
    for (int i = 0; i < energies.size(); i++) {
      OptionalInt dimension = energies.get(i).dimension();
      if (common.isPresent() && dimension.isPresent() && !common.equals(dimension)) {
        throw EnergyException.invalidParameter(
            field + "[" + i + "]",
            "d = " + dimension.getAsInt(),
            "d = " + common.getAsInt() + ", as the ones before it have");
      }
      common = common.isPresent() ? common : dimension;
    }
    for (int i = 0; i < energies.size(); i++) {
      if (common.isPresent() && energies.get(i).minimumDimension() > common.getAsInt()) {
        throw EnergyException.invalidParameter(
            field + "[" + i + "]",
            energies.get(i).expectedDimension(),
            "d = " + common.getAsInt() + ", as the others have");
      }
    }
    return common;
  }

  /** That an energy takes rows of d entries. */
  static void takes(String field, EnergyFunction energy, int d, String like) {
    boolean fits =
        energy.dimension().isPresent()
            ? energy.dimension().getAsInt() == d
            : energy.minimumDimension() <= d;
    if (!fits) {
      throw EnergyException.invalidParameter(
          field, energy.expectedDimension(), "d = " + d + ", as " + like + " has");
    }
  }

  static EnergyException noJson(String energy, String reason) {
    return EnergyException.of(ErrorCondition.NO_JSON_FORM, "energy", energy, "reason", reason);
  }
}
