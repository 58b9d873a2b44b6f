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
package io.sparkenergy.numerics;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * Counts of finite doubles over at most {@value #MOST_BINS} bins, to read quantiles from;
 * mergeable.
 *
 * <p>A bin is a run of 2^k neighbouring doubles, as their bits are ordered, so its ends are
 * 2^(k-52) of its numbers apart (HDR histograms and DDSketch bin in such a way). k is the least for
 * which the numbers seen occupy few enough bins, and bins nest as k grows. So the bins, and all
 * that is read from them, depend on the numbers alone: not on their order, nor on how they were
 * parted before they were merged. While there are few distinct numbers k is 0, and quantiles are
 * exact.
 */
final class QuantileSketch implements Serializable {
  private static final long serialVersionUID = 1L;

  static final int MOST_BINS = 4096;

  private static final int MANTISSA_BITS = 52;
  private static final int FIRST_CAPACITY = 32;

  /** The bits that are left out: k. */
  private int shift;

  /** An open hash table, of keys and their counts; 0 counts where there is no key. */
  private transient long[] keys = new long[FIRST_CAPACITY];

  private transient long[] counts = new long[FIRST_CAPACITY];
  private transient int size;

  /**
   * How far apart the ends of a bin are, as a share of the numbers in it; 0 while each bin is one
   * number.
   */
  double resolution() {
    return shift == 0 ? 0 : Math.scalb(1.0, shift - MANTISSA_BITS);
  }

  void add(double value) {
    add(order(value) >> shift, 1);
  }

  void merge(QuantileSketch other) {
    if (other.shift > shift) {
      coarsen(other.shift);
    }
    for (int i = 0; i < other.keys.length; i++) {
      if (other.counts[i] > 0) {
        // The shift may grow on the way.
        add(other.keys[i] >> (shift - other.shift), other.counts[i]);
      }
    }
  }

  /** The bins, by rising numbers. */
  Bins bins() {
    long[] sorted = sortedKeys();
    double[] lows = new double[size];
    double[] highs = new double[size];
    long[] held = new long[size];
    for (int i = 0; i < size; i++) {
      long first = sorted[i] << shift;
      lows[i] = value(first);
      highs[i] = value(first + (1L << shift) - 1);
      held[i] = counts[place(keys, counts, sorted[i])];
    }
    return new Bins(lows, highs, held);
  }

  /** Bins by rising numbers: the least and the greatest number of each, and how many it holds. */
  static final class Bins {
    private final double[] lows;
    private final double[] highs;
    private final long[] counts;

    Bins(double[] lows, double[] highs, long[] counts) {
      this.lows = lows;
      this.highs = highs;
      this.counts = counts;
    }

    int size() {
      return counts.length;
    }

    double low(int bin) {
      return lows[bin];
    }

    double high(int bin) {
      return highs[bin];
    }

    long count(int bin) {
      return counts[bin];
    }
  }

  /** Doubles as longs of the same order; -0.0 is 0.0. */
  private static long order(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private static double value(long order) {
    return Double.longBitsToDouble(order ^ ((order >> 63) & Long.MAX_VALUE));
  }

  private void add(long key, long count) {
    int place = place(keys, counts, key);
    if (counts[place] > 0) {
      counts[place] += count;
      return;
    }
    keys[place] = key;
    counts[place] = count;
    size++;
    if (size > MOST_BINS) {
      coarsen(shift + enough());
    } else if (2 * size > keys.length) {
      rehash(2 * keys.length, 0);
    }
  }

  /** By how much the shift must grow for the bins to be few enough. */
  private int enough() {
    long[] sorted = sortedKeys();
    // Neighbours whose highest differing bit is b are one bin once more than b bits are left out.
    int[] differing = new int[Long.SIZE + 1];
    for (int i = 1; i < sorted.length; i++) {
      differing[Long.SIZE - Long.numberOfLeadingZeros(sorted[i] ^ sorted[i - 1])]++;
    }
    int bins = sorted.length;
    int more = 0;
    while (bins > MOST_BINS) {
      more++;
      bins -= differing[more];
    }
    return more;
  }

  private long[] sortedKeys() {
    return IntStream.range(0, keys.length)
        .filter(i -> counts[i] > 0)
        .mapToLong(i -> keys[i])
        .sorted()
        .toArray();
  }

  private void coarsen(int wanted) {
    int more = wanted - shift;
    shift = wanted;
    rehash(keys.length, more);
  }

  private void rehash(int capacity, int more) {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[capacity];
    counts = new long[capacity];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] > 0) {
        long key = oldKeys[i] >> more;
        int place = place(keys, counts, key);
        size += counts[place] == 0 ? 1 : 0;
        keys[place] = key;
        counts[place] += oldCounts[i];
      }
    }
  }

  private static int place(long[] keys, long[] counts, long key) {
    int mask = keys.length - 1;
    long mixed = key * 0x9E3779B97F4A7C15L;
    int place = (int) (mixed >>> 40) & mask;
    while (counts[place] > 0 && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeInt(keys.length);
    out.writeInt(size);
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] > 0) {
        out.writeLong(keys[i]);
        out.writeLong(counts[i]);
      }
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    keys = new long[in.readInt()];
    counts = new long[keys.length];
    size = in.readInt();
    for (int i = 0; i < size; i++) {
      long key = in.readLong();
      int place = place(keys, counts, key);
      keys[place] = key;
      counts[place] = in.readLong();
    }
  }
}
