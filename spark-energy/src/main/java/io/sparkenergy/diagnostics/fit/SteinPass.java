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

import io.sparkenergy.backend.Batch;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.numerics.Moments;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * The pass that estimates the kernelised Stein discrepancy: rows are shuffled by hash into buckets,
 * and each bucket is cut into blocks.
 */
record SteinPass(
    TaskEnergy energy,
    double bandwidth,
    boolean medianHeuristic,
    int blockSize,
    int bootstraps,
    long seed)
    implements Serializable {
  static SteinPass of(TaskEnergy energy, FitSums sums, FitOptions options) {
    boolean median = options.bandwidth().isEmpty();
    return new SteinPass(
        energy,
        median ? MedianDistance.of(sums.sample().rows()) : options.bandwidth().getAsDouble(),
        median,
        options.blockSize(),
        options.bootstraps(),
        options.seed());
  }

  SteinDiscrepancy over(FeatureVectors vectors, long rows) {
    HashOrder order = HashOrder.of(rows, blockSize, vectors.rows().getNumPartitions());
    FeatureVectors.Source source = vectors.source();
    JavaPairRDD<Long, double[]> hashed =
        vectors.rows().mapPartitionsToPair(partition -> new HashedRows(partition, source, seed));
    List<SteinSums> buckets =
        order
            .sorted(order.sorted(hashed).mapPartitionsToPair(Occurrences::new))
            .mapPartitions(partition -> sums(partition, order, source.dimension()).iterator())
            .collect();
    List<SteinSums> sorted = new ArrayList<>(buckets);
    sorted.sort(Comparator.comparingInt(SteinSums::bucket));
    SteinSums all = new SteinSums(0, bootstraps);
    sorted.forEach(all::merge);
    return result(all);
  }

  private List<SteinSums> sums(
      Iterator<Tuple2<Long, double[]>> rows, HashOrder order, int dimension) {
    List<SteinSums> buckets = new ArrayList<>();
    if (!rows.hasNext()) {
      return buckets;
    }
    BatchEvaluator evaluator = energy.open(dimension, Set.of(Quantity.ENERGY, Quantity.SCORE));
    Batch batch = evaluator.batch();
    int[] bucket = new int[batch.maxRows()];
    SteinKernel kernel = new SteinKernel(dimension, bandwidth);
    SteinBlock block = new SteinBlock(kernel, blockSize, bootstraps, seed);
    while (rows.hasNext()) {
      int count = 0;
      while (count < batch.maxRows() && rows.hasNext()) {
        Tuple2<Long, double[]> row = rows.next();
        bucket[count] = order.bucket(row._1());
        System.arraycopy(row._2(), 0, batch.features(), count++ * dimension, dimension);
      }
      evaluator.evaluate(count);
      for (int i = 0; i < count; i++) {
        if (buckets.isEmpty() || buckets.get(buckets.size() - 1).bucket() != bucket[i]) {
          block.finish();
          buckets.add(new SteinSums(bucket[i], bootstraps));
          block.begin(buckets.get(buckets.size() - 1));
        }
        if (FiniteRow.is(batch, i)) {
          block.add(batch.features(), batch.scores(), i * dimension);
        }
      }
    }
    block.finish();
    return buckets;
  }

  private SteinDiscrepancy result(SteinSums sums) {
    return new SteinDiscrepancy(
        sums.block(),
        linear(sums.pairs()),
        bandwidth,
        medianHeuristic,
        blockSize,
        sums.blocks(),
        sums.pairs().count(),
        bootstraps);
  }

  /** The mean over independent pairs, whose law is normal. */
  private static SteinEstimate linear(Moments pairs) {
    MeanEstimate mean = MeanEstimate.of(pairs, 0, 0.95);
    double z = mean.mean() / mean.standardError();
    double p = Double.isNaN(z) ? Double.NaN : new NormalDistribution().cumulativeProbability(-z);
    return new SteinEstimate(mean.mean(), mean.standardError(), p, "normal");
  }

  /** Rows that have features, each with its hash. */
  private static final class HashedRows implements Iterator<Tuple2<Long, double[]>> {
    private final Iterator<Row> rows;
    private final FeatureVectors.Source source;
    private final long seed;
    private double[] next = new double[0];

    HashedRows(Iterator<Row> rows, FeatureVectors.Source source, long seed) {
      this.rows = rows;
      this.source = source;
      this.seed = seed;
    }

    @Override
    public boolean hasNext() {
      if (next.length == 0) {
        double[] row = new double[source.dimension()];
        if (source.fill(rows, row, 1).rows() == 1) {
          next = row;
        }
      }
      return next.length > 0;
    }

    @Override
    public Tuple2<Long, double[]> next() {
      double[] row = next;
      next = new double[0];
      return new Tuple2<>(RowHash.of(seed, row, 0, row.length), row);
    }
  }

  /**
   * Equal rows, which lie together, get hashes that differ, so that they do not all come into one
   * block.
   */
  private static final class Occurrences implements Iterator<Tuple2<Long, double[]>> {
    private final Iterator<Tuple2<Long, double[]>> rows;
    private long last;
    private long occurrence;

    Occurrences(Iterator<Tuple2<Long, double[]>> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Tuple2<Long, double[]> next() {
      Tuple2<Long, double[]> row = rows.next();
      occurrence = row._1() == last ? occurrence + 1 : 0;
      last = row._1();
      return new Tuple2<>(RowHash.of(last, occurrence), row._2());
    }
  }
}
