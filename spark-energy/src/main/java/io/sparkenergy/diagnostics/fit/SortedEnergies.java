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
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.storage.StorageLevel;

/**
 * Two samples of energies in one ascending order, kept by the executors until closed. A code beside
 * each energy says whose it is; what is no finite number stands at the end, as infinity, with a
 * code that says why.
 */
final class SortedEnergies implements AutoCloseable {
  static final int REFERENCE = 0;
  static final int DATA = 1;
  static final int WITHOUT_FEATURES = 2;
  static final int NOT_FINITE = 4;
  private static final int CODES = 6;

  /** Outside these pooled quantiles histograms have one bin a side. */
  private static final double OUTER = 0.001;

  private final JavaRDD<EnergyChunk> sorted;

  /** How many rows of each code the partitions hold. */
  private final List<long[]> counts;

  private SortedEnergies(JavaRDD<EnergyChunk> sorted) {
    this.sorted = sorted;
    this.counts =
        sorted
            .mapPartitions(chunks -> Collections.singletonList(count(chunks)).iterator())
            .collect();
  }

  static SortedEnergies of(JavaPairRDD<Double, Integer> energies) {
    int partitions = Math.max(1, energies.getNumPartitions());
    JavaRDD<EnergyChunk> chunks =
        energies.sortByKey(true, partitions).mapPartitions(EnergyChunk::of);
    return new SortedEnergies(chunks.persist(StorageLevel.MEMORY_AND_DISK()));
  }

  @Override
  public void close() {
    sorted.unpersist(false);
  }

  SampleComparisonReport report(String energy, FitOptions options) {
    long reference = total(REFERENCE);
    long data = total(DATA);
    boolean comparable = reference > 0 && data > 0;
    return SampleComparisonReport.of(
        energy,
        rows(REFERENCE),
        rows(DATA),
        comparable ? largestGap(reference, data) : Double.NaN,
        comparable ? histogram(reference + data, options.bins()) : List.of());
  }

  private RowCounts rows(int side) {
    return new RowCounts(total(side), total(side + WITHOUT_FEATURES), total(side + NOT_FINITE));
  }

  private long total(int code) {
    return counts.stream().mapToLong(partition -> partition[code]).sum();
  }

  private static long[] count(Iterator<EnergyChunk> chunks) {
    long[] counts = new long[CODES];
    while (chunks.hasNext()) {
      EnergyChunk chunk = chunks.next();
      for (int i = 0; i < chunk.size(); i++) {
        counts[chunk.code(i)]++;
      }
    }
    return counts;
  }

  /** sup |F - G| of the two empirical distribution functions. */
  private double largestGap(long reference, long data) {
    long[][] before = before();
    Function2<Integer, Iterator<EnergyChunk>, Iterator<Double>> gap =
        (index, chunks) -> List.of(gap(chunks, before[index], reference, data)).iterator();
    return sorted.mapPartitionsWithIndex(gap, true).collect().stream()
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(0);
  }

  /** The counts of reference and data in the partitions before each. */
  private long[][] before() {
    long[][] before = new long[counts.size()][2];
    for (int i = 1; i < before.length; i++) {
      before[i][0] = before[i - 1][0] + counts.get(i - 1)[REFERENCE];
      before[i][1] = before[i - 1][1] + counts.get(i - 1)[DATA];
    }
    return before;
  }

  /** Equal energies lie in one partition, and count together. */
  private static double gap(
      Iterator<EnergyChunk> chunks, long[] before, long reference, long data) {
    long[] seen = before.clone();
    double largest = 0;
    double last = Double.NaN;
    while (chunks.hasNext()) {
      EnergyChunk chunk = chunks.next();
      for (int i = 0; i < chunk.size(); i++) {
        if (chunk.energy(i) != last) {
          largest = Math.max(largest, gap(seen, reference, data));
          last = chunk.energy(i);
        }
        if (chunk.code(i) <= DATA) {
          seen[chunk.code(i)]++;
        }
      }
    }
    return Math.max(largest, gap(seen, reference, data));
  }

  private static double gap(long[] seen, long reference, long data) {
    return Math.abs((double) seen[0] / reference - (double) seen[1] / data);
  }

  private List<EnergyBin> histogram(long pooled, int bins) {
    double low = orderStatistic((long) (OUTER * (pooled - 1)));
    double high = orderStatistic((long) Math.ceil((1 - OUTER) * (pooled - 1)));
    double[] edges = new double[bins + 1];
    for (int i = 0; i < bins; i++) {
      edges[i] = low + (high - low) * i / bins;
    }
    edges[bins] = high;
    Binning binning = new Binning(edges);
    long[][] total = new long[2][bins + 2];
    sorted
        .mapPartitions(chunks -> Collections.singletonList(binning.count(chunks)).iterator())
        .collect()
        .forEach(
            partition -> {
              for (int side = 0; side < 2; side++) {
                for (int i = 0; i < bins + 2; i++) {
                  total[side][i] += partition[side][i];
                }
              }
            });
    List<EnergyBin> result = new ArrayList<>();
    for (int i = 0; i < bins + 2; i++) {
      double from = i == 0 ? Double.NEGATIVE_INFINITY : edges[i - 1];
      double to = i == bins + 1 ? Double.POSITIVE_INFINITY : edges[i];
      result.add(new EnergyBin(from, to, total[REFERENCE][i], total[DATA][i]));
    }
    return result;
  }

  /** The energy of a rank, counted from 0 over both samples. */
  private double orderStatistic(long rank) {
    long before = 0;
    int partition = 0;
    while (rank >= before + finite(partition)) {
      before += finite(partition++);
    }
    int holder = partition;
    long skip = rank - before;
    Function2<Integer, Iterator<EnergyChunk>, Iterator<Double>> pick =
        (index, chunks) ->
            index == holder ? List.of(at(chunks, skip)).iterator() : Collections.emptyIterator();
    return sorted.mapPartitionsWithIndex(pick, true).collect().get(0);
  }

  private long finite(int partition) {
    return counts.get(partition)[REFERENCE] + counts.get(partition)[DATA];
  }

  /** Within a partition every finite energy stands before what is none. */
  private static double at(Iterator<EnergyChunk> chunks, long place) {
    long left = place;
    EnergyChunk chunk = chunks.next();
    while (left >= chunk.size()) {
      left -= chunk.size();
      chunk = chunks.next();
    }
    return chunk.energy((int) left);
  }

  /** Counts by bins between edges, with one more below and one above. */
  private static final class Binning implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[] edges;

    Binning(double[] edges) {
      this.edges = edges;
    }

    long[][] count(Iterator<EnergyChunk> chunks) {
      long[][] counts = new long[2][edges.length + 1];
      while (chunks.hasNext()) {
        EnergyChunk chunk = chunks.next();
        for (int i = 0; i < chunk.size(); i++) {
          if (chunk.code(i) <= DATA) {
            counts[chunk.code(i)][bin(chunk.energy(i))]++;
          }
        }
      }
      return counts;
    }

    /** Bins hold their lower edge, and the last of them its upper one too. */
    private int bin(double energy) {
      int last = edges.length - 1;
      if (energy > edges[last]) {
        return last + 1;
      }
      if (energy == edges[last]) {
        return last;
      }
      int at = Arrays.binarySearch(edges, energy);
      return at >= 0 ? at + 1 : -at - 1;
    }
  }
}
