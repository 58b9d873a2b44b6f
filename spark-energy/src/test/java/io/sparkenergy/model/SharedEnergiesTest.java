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

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedEnergiesTest {
  private static final int TASKS = 8;

  @Test
  void tasksThatAskAtTheSameTimeShareOneEnergyThatIsMadeOnce() throws Exception {
    String digest = UUID.randomUUID().toString();
    AtomicInteger made = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(TASKS);
    ExecutorService threads = Executors.newFixedThreadPool(TASKS);
    List<Future<EnergyFunction>> asked = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      asked.add(
          threads.submit(
              () -> {
                together.countDown();
                together.await();
                return SharedEnergies.get(
                    digest,
                    () -> {
                      made.incrementAndGet();
                      return HarmonicEnergy.of(3);
                    });
              }));
    }
    Set<EnergyFunction> found = new HashSet<>();
    for (Future<EnergyFunction> answer : asked) {
      found.add(answer.get());
    }
    threads.shutdown();
    assertThat(made).hasValue(1);
    assertThat(found).hasSize(1);
  }

  @Test
  void theEnergiesUsedLastOutliveACollectionAndOlderOnesDoNot() {
    WeakReference<EnergyFunction> old = used("old");
    List<WeakReference<EnergyFunction>> last = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      last.add(used("last " + i));
    }
    for (int i = 0; i < 50 && old.get() != null; i++) {
      System.gc();
    }
    assertThat(old.get()).isNull();
    assertThat(last).noneMatch(reference -> reference.get() == null);
    AtomicInteger made = new AtomicInteger();
    SharedEnergies.get(
        "last 0",
        () -> {
          made.incrementAndGet();
          return HarmonicEnergy.of(1);
        });
    assertThat(made).hasValue(0);
  }

  private static WeakReference<EnergyFunction> used(String digest) {
    return new WeakReference<>(SharedEnergies.get(digest, () -> HarmonicEnergy.of(2)));
  }
}
