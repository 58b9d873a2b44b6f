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

import io.sparkenergy.energy.EnergyFunction;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The energies of this JVM by a digest of their content, so that tasks and queries share one with
 * all that was built from it. An energy stays as long as somebody holds it; the ones used last stay
 * while memory allows, so that the next task need not read a large one again when a collection came
 * between.
 */
final class SharedEnergies {
  /** How many energies are kept that nobody holds. */
  private static final int KEPT = 8;

  private static final Map<String, WeakReference<EnergyFunction>> HELD = new ConcurrentHashMap<>();

  private static final Map<String, SoftReference<EnergyFunction>> USED_LAST = new UsedLast();

  private SharedEnergies() {}

  /**
   * The energy of this content that all share. Where there is none it is made, once, however many
   * tasks ask for it at the same time.
   */
  static EnergyFunction get(String digest, Supplier<EnergyFunction> make) {
    HELD.values().removeIf(reference -> reference.get() == null);
    EnergyFunction[] shared = new EnergyFunction[1];
    HELD.compute(
        digest,
        (key, known) -> {
          EnergyFunction there = known == null ? null : known.get();
          shared[0] = there == null ? make.get() : there;
          return there == null ? new WeakReference<>(shared[0]) : known;
        });
    synchronized (USED_LAST) {
      USED_LAST.put(digest, new SoftReference<>(shared[0]));
    }
    return shared[0];
  }

  private static final class UsedLast extends LinkedHashMap<String, SoftReference<EnergyFunction>> {
    private static final long serialVersionUID = 1L;

    UsedLast() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, SoftReference<EnergyFunction>> eldest) {
      return size() > KEPT;
    }
  }
}
