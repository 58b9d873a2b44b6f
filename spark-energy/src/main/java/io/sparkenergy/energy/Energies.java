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
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import io.sparkenergy.json.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Energies as JSON: one object an energy, {@code type} first; components nest to any depth. */
public final class Energies {
  /** The catalogue: a line a type. */
  private static final Map<String, Function<FieldReader, EnergyFunction>> READERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("gaussian", GaussianEnergy::fromJson),
              Map.entry("double_well", DoubleWellEnergy::fromJson),
              Map.entry("rosenbrock", RosenbrockEnergy::fromJson),
              Map.entry("harmonic", HarmonicEnergy::fromJson),
              Map.entry("ackley", AckleyEnergy::fromJson),
              Map.entry("rastrigin", RastriginEnergy::fromJson),
              Map.entry("styblinski_tang", StyblinskiTangEnergy::fromJson),
              Map.entry("himmelblau", HimmelblauEnergy::fromJson),
              Map.entry("funnel", FunnelEnergy::fromJson),
              Map.entry("sin2", Sin2Energy::fromJson),
              Map.entry("affine", AffineEnergy::fromJson),
              Map.entry("composite", CompositeEnergy::fromJson),
              Map.entry("mixture", MixtureEnergy::fromJson),
              Map.entry("log_sum_exp", LogSumExpEnergy::fromJson),
              Map.entry("spherical", SphericalEnergy::fromJson),
              Map.entry("tempered", TemperedEnergy::fromJson),
              Map.entry("capped", CappedEnergy::fromJson),
              Map.entry("score_clipped", ScoreClippedEnergy::fromJson),
              Map.entry("standardized", StandardizedEnergy::fromJson),
              Map.entry("whitened", WhitenedEnergy::fromJson),
              Map.entry("bounded", BoundedEnergy::fromJson),
              Map.entry("unbounded", UnboundedEnergy::fromJson),
              Map.entry("interpolated", InterpolatedEnergy::fromJson),
              Map.entry("mlp", MlpEnergy::fromJson),
              Map.entry("density", DensityEnergy::fromJson),
              Map.entry("samediff", SameDiffEnergy::fromJson),
              Map.entry("expression", DefinedEnergy::fromJson)));

  private Energies() {}

  /**
   * The energy that a JSON object describes.
   *
   * @throws EnergyException naming the field that is unknown, missing or refused, or the line and
   *     column where the text is not JSON
   */
  public static EnergyFunction fromJson(String json) {
    return read(JsonText.read(json));
  }

  /**
   * The energy as one line of JSON; reads back with the same numbers to the last bit.
   *
   * @throws EnergyException if the energy, or a component, is a Java object without a JSON form
   */
  public static String toJson(EnergyFunction energy) {
    return write(energy).toText();
  }

  /** As {@link #toJson}, over several lines. */
  public static String toPrettyJson(EnergyFunction energy) {
    return write(energy).toPrettyText();
  }

  /** The names of all types that have a JSON form. */
  static Set<String> types() {
    return READERS.keySet();
  }

  /**
   * As {@link #fromJson}, of an object whose fields are read already.
   *
   * @throws EnergyException as {@link #fromJson} does
   */
  public static EnergyFunction read(FieldReader fields) {
    String type = fields.text("type");
    Function<FieldReader, EnergyFunction> reader = READERS.get(type);
    if (reader == null) {
      throw EnergyException.of(
          ErrorCondition.UNKNOWN_TYPE,
          "field",
          fields.path("type"),
          "found",
          type,
          "expected",
          String.join(", ", READERS.keySet()));
    }
    EnergyFunction energy = reader.apply(fields);
    fields.close();
    return energy;
  }

  static List<EnergyFunction> readAll(List<FieldReader> fields) {
    return fields.stream().map(Energies::read).toList();
  }

  /**
   * The fields of the JSON object, to be written as text or otherwise.
   *
   * @throws EnergyException as {@link #toJson} does
   */
  public static FieldWriter write(EnergyFunction energy) {
    FieldWriter fields = JsonText.write().text("type", energy.type());
    energy.writeFields(fields);
    return fields;
  }

  static List<FieldWriter> writeAll(List<EnergyFunction> energies) {
    return energies.stream().map(Energies::write).toList();
  }
}
