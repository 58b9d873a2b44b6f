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
import java.util.Comparator;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;

/**
 * Rows in the order of their hashes, in buckets of equal spans of hashes. How many buckets there
 * are follows from the number of rows alone, so blocks cut from them are the same on every cluster.
 */
record HashOrder(int buckets, int partitions) implements Serializable {
  private static final int BLOCKS = 32;
  private static final int MOST_BUCKETS = 1024;

  static HashOrder of(long rows, int blockSize, int partitions) {
    int buckets = (int) Math.max(1, Math.min(MOST_BUCKETS, rows / ((long) BLOCKS * blockSize)));
    return new HashOrder(buckets, Math.max(1, Math.min(buckets, partitions)));
  }

  /** The bucket of a hash: the hash, from 0 to 1, times the number of buckets. */
  int bucket(long hash) {
    return (int) (((hash >>> 33) * buckets) >>> 31);
  }

  <T> JavaPairRDD<Long, T> sorted(JavaPairRDD<Long, T> rows) {
    return rows.repartitionAndSortWithinPartitions(new ByBucket(this), Unsigned.ORDER);
  }

  private enum Unsigned implements Comparator<Long> {
    ORDER;

    @Override
    public int compare(Long a, Long b) {
      return Long.compareUnsigned(a, b);
    }
  }

  private static final class ByBucket extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final HashOrder order;

    ByBucket(HashOrder order) {
      this.order = order;
    }

    @Override
    public int numPartitions() {
      return order.partitions;
    }

    @Override
    public int getPartition(Object hash) {
      return (int) ((long) order.bucket((Long) hash) * order.partitions / order.buckets);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByBucket by && by.order.equals(order);
    }

    @Override
    public int hashCode() {
      return order.hashCode();
    }
  }
}
