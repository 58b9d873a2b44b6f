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

import io.sparkenergy.backend.Backend;
import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.Batch;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The reference backend, with what it opens, closes and evaluates counted. */
public final class WatchedBackend implements Backend {
  /** The name in configuration. */
  public static final String NAME = "watched";

  /** Evaluators that were opened. */
  public static final AtomicInteger OPENED = new AtomicInteger();

  /** Evaluators that are open. */
  public static final AtomicInteger OPEN = new AtomicInteger();

  /** Rows that were evaluated. */
  public static final AtomicLong ROWS = new AtomicLong();

  /** How long each batch sleeps first, in milliseconds; a JVM may begin with a delay. */
  public static final AtomicLong DELAY = new AtomicLong(Long.getLong("watched.delay", 0));

  /** How long an opening sleeps, in milliseconds. */
  public static final AtomicLong OPEN_DELAY = new AtomicLong();

  /** Sets all counts and the delays to 0. */
  public static void reset() {
    OPENED.set(0);
    ROWS.set(0);
    DELAY.set(0);
    OPEN_DELAY.set(0);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean automatic() {
    return false;
  }

  @Override
  public BatchEvaluator open(
      EnergyFunction energy,
      int dimension,
      Set<Quantity> quantities,
      Precision precision,
      BatchSize size) {
    BatchEvaluator watched =
        Backends.find("nd4j").open(energy, dimension, quantities, precision, size);
    pause(OPEN_DELAY);
    OPENED.incrementAndGet();
    OPEN.incrementAndGet();
    return new BatchEvaluator() {
      @Override
      public Batch batch() {
        return watched.batch();
      }

      @Override
      public void evaluate(int rows) {
        ROWS.addAndGet(rows);
        pause(DELAY);
        watched.evaluate(rows);
      }

      @Override
      public long nativeBytes() {
        return watched.nativeBytes();
      }

      @Override
      public void close() {
        OPEN.decrementAndGet();
        watched.close();
      }
    };
  }

  private static void pause(AtomicLong delay) {
    try {
      Thread.sleep(delay.get());
    } catch (InterruptedException e) {
      throw new IllegalStateException("killed while it evaluated", e);
    }
  }
}
