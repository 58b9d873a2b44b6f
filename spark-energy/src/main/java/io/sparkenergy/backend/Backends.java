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
package io.sparkenergy.backend;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backends that are there, and the choice among them. */
public final class Backends {
  /** The name that stands for the fastest backend that can run. */
  public static final String AUTO = "auto";

  private static final Logger LOG = LoggerFactory.getLogger(Backends.class);
  private static final Set<String> CHOSEN = ConcurrentHashMap.newKeySet();

  /** Backends by speed; those not named here, brought by others, come after. */
  private static final List<String> FASTEST_FIRST = List.of("cuda", "cpu", "nd4j");

  private Backends() {}

  /**
   * The backend of a name.
   *
   * @throws EnergyException naming the backends that are there, if this one is not
   */
  public static Backend find(String name) {
    List<Backend> available = available();
    return available.stream()
        .filter(backend -> backend.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                unavailable(
                    name,
                    "it is not on the classpath; spark.energy.backend may be auto, "
                        + names(available)));
  }

  /**
   * The backend of a name, or the automatic choice for an energy: the fastest that can run it.
   *
   * @throws EnergyException naming the backends that are there, if this one is not, or if none of
   *     them may be chosen automatically
   */
  public static Backend find(String name, EnergyFunction energy) {
    return name.equals(AUTO) ? fastest(energy, Backend::automatic) : find(name);
  }

  /** The fastest that can run the energy without a GPU. */
  public static Backend findOnCpu(EnergyFunction energy) {
    return fastest(energy, backend -> !backend.onGpu() && backend.automatic());
  }

  /** The fastest for the energy on a GPU, whether there is one or not. */
  public static Optional<Backend> findOnGpu(EnergyFunction energy) {
    return available().stream()
        .filter(backend -> backend.onGpu() && backend.supports(energy))
        .findFirst();
  }

  private static Backend fastest(EnergyFunction energy, Predicate<Backend> allowed) {
    List<Backend> available = available();
    Backend chosen =
        available.stream()
            .filter(backend -> allowed.test(backend) && backend.supports(energy))
            .findFirst()
            .orElseThrow(() -> unavailable(AUTO, "name one of " + names(available)));
    if (CHOSEN.add(chosen.name())) {
      LOG.info(
          "Energies such as {} are evaluated by backend {}, chosen of {}",
          energy.name(),
          chosen.name(),
          names(available));
    }
    return chosen;
  }

  /** The names of the backends that are there, the fastest first. */
  public static List<String> names() {
    return available().stream().map(Backend::name).toList();
  }

  private static String names(List<Backend> backends) {
    return backends.stream().map(Backend::name).collect(Collectors.joining(", "));
  }

  private static List<Backend> available() {
    if (Found.BACKENDS.isEmpty()) {
      throw unavailable(AUTO, "no backend is on the classpath; add the whole spark-energy jar");
    }
    return Found.BACKENDS;
  }

  /** Looked for once: tasks ask for each evaluator that they open. */
  private static final class Found {
    static final List<Backend> BACKENDS =
        ServiceLoader.load(Backend.class, Backends.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(Backends::rank).thenComparing(Backend::name))
            .toList();
  }

  private static int rank(Backend backend) {
    int place = FASTEST_FIRST.indexOf(backend.name());
    return place < 0 ? FASTEST_FIRST.size() : place;
  }

  private static EnergyException unavailable(String backend, String reason) {
    return EnergyException.of(
        ErrorCondition.BACKEND_UNAVAILABLE, "backend", backend, "reason", reason);
  }
}
