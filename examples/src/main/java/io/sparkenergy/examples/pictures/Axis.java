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
package io.sparkenergy.examples.pictures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** A range of numbers along so many pixels, and the round numbers in it. */
record Axis(double from, double to, double pixels) {
  private static final double[] ROUND = {1, 2, 5, 10};

  Axis {
    if (!(from < to)) {
      throw new IllegalArgumentException("found %s to %s, expected from < to".formatted(from, to));
    }
  }

  /** Pixels from the end where {@code from} is. */
  double place(double value) {
    return (value - from) / (to - from) * pixels;
  }

  boolean holds(double value) {
    return value >= from && value <= to;
  }

  /** Evenly spaced numbers from end to end. */
  double[] steps(int count) {
    double[] steps = new double[count];
    for (int i = 0; i < count; i++) {
      steps[i] = from + (to - from) * i / (count - 1);
    }
    return steps;
  }

  /** Multiples of 1, 2 or 5 times a power of ten, as many as have so many pixels each. */
  double[] ticks(double pixelsEach) {
    double least = (to - from) * pixelsEach / pixels;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double step = power * DoubleStream.of(ROUND).filter(r -> r * power >= least).min().orElse(10);
    long first = (long) Math.ceil(from / step - 1e-9);
    long last = (long) Math.floor(to / step + 1e-9);
    return LongStream.rangeClosed(first, last).mapToDouble(k -> k * step).toArray();
  }

  /** A number in at most three digits. */
  static String label(double value) {
    BigDecimal rounded = BigDecimal.valueOf(rounded(value)).stripTrailingZeros();
    boolean plain = rounded.precision() - rounded.scale() < 6 && rounded.scale() < 5;
    String text = plain ? rounded.toPlainString() : rounded.toString().replace("E+", "e");
    return text.replace('-', '\u2212');
  }

  /** The nearest number of at most three digits. */
  static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(3)).doubleValue();
  }
}
