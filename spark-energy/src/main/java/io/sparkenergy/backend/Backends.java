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

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backends that are there, and the choice among them. */
public final class Backends {
  /** The name that stands for the fastest backend that can run. */
  public static final String AUTO = "auto";

  private static final Logger LOG = LoggerFactory.getLogger(Backends.class);
  private static final AtomicBoolean CHOICE_LOGGED = new AtomicBoolean();

  private Backends() {}

  /**
   * The backend of a name, or of the automatic choice.
   *
   * @throws EnergyException naming the backends that are there, if this one is not, or if none of
   *     them may be chosen automatically
   */
  public static Backend find(String name) {
    List<Backend> available = available();
    if (name.equals(AUTO)) {
      Backend chosen =
          available.stream()
              .filter(Backend::automatic)
              .findFirst()
              .orElseThrow(() -> unavailable(AUTO, "name one of " + names(available)));
      if (CHOICE_LOGGED.compareAndSet(false, true)) {
        LOG.info(
            "Energies are evaluated by backend {}, chosen of {}", chosen.name(), names(available));
      }
      return chosen;
    }
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

  /** The names of all backends that are there, in alphabetical order. */
  public static List<String> names() {
    return Found.BACKENDS.stream().map(Backend::name).toList();
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
            .sorted(Comparator.comparing(Backend::name))
            .toList();
  }

  private static EnergyException unavailable(String backend, String reason) {
    return EnergyException.of(
        ErrorCondition.BACKEND_UNAVAILABLE, "backend", backend, "reason", reason);
  }
}
