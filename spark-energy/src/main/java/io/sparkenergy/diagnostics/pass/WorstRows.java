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
package io.sparkenergy.diagnostics.pass;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The few worst of many rows, the first of the data among equals; mergeable, with the same result
 * whatever the order.
 *
 * @param <R> what is kept of a row
 */
public final class WorstRows<R extends Serializable> implements Serializable {
  private static final long serialVersionUID = 1L;

  private record Entry<R extends Serializable>(double severity, int partition, long position, R row)
      implements Serializable {}

  private static final Comparator<Entry<?>> WORST_FIRST =
      Comparator.<Entry<?>>comparingDouble(Entry::severity)
          .reversed()
          .thenComparingInt(Entry::partition)
          .thenComparingLong(Entry::position);

  private int most;
  private final ArrayList<Entry<R>> entries = new ArrayList<>();

  public WorstRows(int most) {
    this.most = most;
  }

  /** Whether a row of this severity would be kept; asked before what is kept of it is made. */
  public boolean admits(double severity, int partition, long position) {
    if (entries.size() < most) {
      return most > 0;
    }
    Entry<R> last = entries.get(most - 1);
    if (severity != last.severity()) {
      return severity > last.severity();
    }
    return partition != last.partition()
        ? partition < last.partition()
        : position < last.position();
  }

  /** Keeps a row, if it is among the worst. */
  public void add(double severity, int partition, long position, R row) {
    insert(new Entry<>(severity, partition, position, row));
  }

  /** Keeps no more than so many from now on. */
  public void shrink(int wanted) {
    most = Math.min(most, wanted);
    while (entries.size() > most) {
      entries.remove(most);
    }
  }

  /** Adds all that another has kept; keeps no more than the other would. */
  public void merge(WorstRows<R> other) {
    shrink(other.most);
    other.entries.forEach(this::insert);
  }

  private void insert(Entry<R> entry) {
    int place = entries.size();
    while (place > 0 && WORST_FIRST.compare(entry, entries.get(place - 1)) < 0) {
      place--;
    }
    if (place < most) {
      entries.add(place, entry);
    }
    if (entries.size() > most) {
      entries.remove(most);
    }
  }

  /** The worst first. */
  public List<R> rows() {
    return entries.stream().map(Entry::row).toList();
  }

  /** How bad the worst is; -∞ where there is none. */
  public double severity() {
    return entries.isEmpty() ? Double.NEGATIVE_INFINITY : entries.get(0).severity();
  }
}
