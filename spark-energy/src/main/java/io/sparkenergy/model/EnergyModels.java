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
package io.sparkenergy.model;

import io.sparkenergy.conf.EnergyConf;
import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The models that queries of this application can name. A reference in a query is the JSON of an
 * energy, a registered name, or a name whose definition is in the configuration: {@code
 * spark.energy.functions.<name>} holds JSON, or the path of a file or directory that is read at
 * first use. Registered names come first, and are the application's: every session sees them.
 */
public final class EnergyModels {
  private static final Map<String, EnergyModel> REGISTERED = new ConcurrentHashMap<>();

  /** Models by names of their content, which are nobody's choice. */
  private static final Map<String, EnergyModel> REFERRED = new ConcurrentHashMap<>();

  /** Models of JSON texts and configured paths, so that a query reads each once. */
  private static final Map<String, EnergyModel> READ = new RecentlyUsed();

  private EnergyModels() {}

  /**
   * Gives an energy a name; a name that is there already gets the new energy.
   *
   * @throws EnergyException if the name is empty or would read as JSON, or the energy cannot be
   *     serialised
   */
  public static void register(String name, EnergyFunction energy) {
    if (name.isBlank() || isJson(name)) {
      throw EnergyException.of(
          ErrorCondition.INVALID_MODEL_NAME,
          "found",
          "'" + name + "'",
          "expected",
          "text that does not begin with {");
    }
    REGISTERED.put(name, EnergyModel.of(name, energy));
  }

  /** Takes a name away; plans made with it keep their energy. Says whether it was there. */
  public static boolean unregister(String name) {
    return REGISTERED.remove(name) != null;
  }

  /**
   * What stands for an energy in a query: a name made of its content, under which it is found from
   * now on, for as long as the application lives.
   */
  public static String referenceTo(EnergyFunction energy) {
    EnergyModel model = EnergyModel.of(energy.name(), energy);
    String reference = energy.name() + "@" + model.key().substring(0, 12);
    REFERRED.putIfAbsent(reference, model);
    return reference;
  }

  /** The energy that is registered under a name, or was given a reference. */
  public static Optional<EnergyFunction> registered(String name) {
    return named(name).map(EnergyModel::energy);
  }

  private static Optional<EnergyModel> named(String reference) {
    return Optional.ofNullable(REGISTERED.get(reference))
        .or(() -> Optional.ofNullable(REFERRED.get(reference)));
  }

  /**
   * The model of a reference.
   *
   * @param files reads an energy by its path
   * @throws EnergyException if nothing has that name, or what it names is no valid energy
   */
  public static EnergyModel find(String reference, EnergyConf conf, EnergyFiles files) {
    if (isJson(reference)) {
      return read(reference, () -> unnamed(Energies.fromJson(reference)));
    }
    return named(reference)
        .or(() -> configured(reference, conf, files))
        .orElseThrow(() -> unknown(reference, conf));
  }

  private static Optional<EnergyModel> configured(String name, EnergyConf conf, EnergyFiles files) {
    return conf.function(name)
        .map(
            definition ->
                read(
                    name + "=" + definition,
                    () ->
                        EnergyModel.of(
                            name,
                            isJson(definition)
                                ? Energies.fromJson(definition)
                                : files.read(definition))));
  }

  private static EnergyModel unnamed(EnergyFunction energy) {
    return EnergyModel.of(energy.name(), energy);
  }

  private static EnergyModel read(String key, Supplier<EnergyModel> reader) {
    synchronized (READ) {
      EnergyModel known = READ.get(key);
      if (known == null) {
        known = reader.get();
        READ.put(key, known);
      }
      return known;
    }
  }

  private static boolean isJson(String text) {
    return text.stripLeading().startsWith("{");
  }

  private static EnergyException unknown(String reference, EnergyConf conf) {
    Map<String, String> names = new TreeMap<>(conf.functions());
    REGISTERED.keySet().forEach(name -> names.put(name, ""));
    return EnergyException.of(
        ErrorCondition.UNKNOWN_MODEL,
        "model",
        reference,
        "expected",
        names.isEmpty() ? "none is registered" : String.join(", ", names.keySet()));
  }

  private static final class RecentlyUsed extends LinkedHashMap<String, EnergyModel> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 64;

    RecentlyUsed() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, EnergyModel> eldest) {
      return size() > MOST;
    }
  }
}
