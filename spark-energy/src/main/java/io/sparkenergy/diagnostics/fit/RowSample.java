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
package io.sparkenergy.diagnostics.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The rows of least hash: a sample that merges, and that no partitioning changes. */
final class RowSample implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final class Sampled implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long hash;
    private final double[] row;

    Sampled(long hash, double[] row) {
      this.hash = hash;
      this.row = row;
    }
  }

  private enum LargestFirst implements Comparator<Sampled> {
    ORDER;

    @Override
    public int compare(Sampled a, Sampled b) {
      return Long.compareUnsigned(b.hash, a.hash);
    }
  }

  private final int size;
  private final PriorityQueue<Sampled> heap = new PriorityQueue<>(LargestFirst.ORDER);

  RowSample(int size) {
    this.size = size;
  }

  /** Adds a row, which is copied if it is kept. */
  void add(long hash, double[] rows, int offset, int length) {
    if (heap.size() == size && Long.compareUnsigned(hash, heap.element().hash) >= 0) {
      return;
    }
    double[] row = new double[length];
    System.arraycopy(rows, offset, row, 0, length);
    add(new Sampled(hash, row));
  }

  private void add(Sampled sampled) {
    heap.add(sampled);
    if (heap.size() > size) {
      heap.remove();
    }
  }

  void merge(RowSample other) {
    other.heap.forEach(this::add);
  }

  /** The rows in the order of their hashes. */
  List<double[]> rows() {
    List<Sampled> sorted = new ArrayList<>(heap);
    sorted.sort(LargestFirst.ORDER.reversed());
    return sorted.stream().map(sampled -> sampled.row).toList();
  }
}
