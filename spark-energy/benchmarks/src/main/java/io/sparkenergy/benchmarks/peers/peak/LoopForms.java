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
package io.sparkenergy.benchmarks.peers.peak;

import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The choice that the fused backend rests on, measured: double_well's energy terms and score over a
 * tile in the cache, with a pass for each operator, in one loop over registers, and in one plain
 * loop.
 */
public final class LoopForms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int COUNT = 2048;
  private static final int ROUNDS = 40;
  private static final int REPEATS = 2000;

  private final float[] x = new float[COUNT];
  private final float[] work = new float[COUNT];
  private final float[] terms = new float[COUNT];
  private final float[] score = new float[COUNT];

  /** A row of three times, in ns a number. */
  public static String measure() {
    LoopForms forms = new LoopForms();
    for (int i = 0; i < COUNT; i++) {
      forms.x[i] = (float) Math.sin(i);
    }
    return String.format(
        Locale.ROOT,
        "a pass for each operator %.3f, one loop with the Vector API %.3f, one plain loop %.3f",
        time(forms::passes),
        time(forms::vectorLoop),
        time(forms::plainLoop));
  }

  private static double time(Runnable form) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < REPEATS; i++) {
        form.run();
      }
      best = Math.min(best, (double) (System.nanoTime() - start) / REPEATS / COUNT);
    }
    return best;
  }

  private void passes() {
    multiply(x, x, work);
    subtractOne(work, work);
    multiply(work, work, terms);
    multiply(x, work, score);
    scale(score, score);
  }

  private static void multiply(float[] a, float[] b, float[] z) {
    for (int i = 0; i < COUNT; i += S.length()) {
      FloatVector.fromArray(S, a, i).mul(FloatVector.fromArray(S, b, i)).intoArray(z, i);
    }
  }

  private static void subtractOne(float[] a, float[] z) {
    for (int i = 0; i < COUNT; i += S.length()) {
      FloatVector.fromArray(S, a, i).sub(1).intoArray(z, i);
    }
  }

  private static void scale(float[] a, float[] z) {
    for (int i = 0; i < COUNT; i += S.length()) {
      FloatVector.fromArray(S, a, i).mul(-4).intoArray(z, i);
    }
  }

  private void vectorLoop() {
    for (int i = 0; i < COUNT; i += S.length()) {
      FloatVector a = FloatVector.fromArray(S, x, i);
      FloatVector b = a.mul(a).sub(1);
      b.mul(b).intoArray(terms, i);
      a.mul(b).mul(-4).intoArray(score, i);
    }
  }

  private void plainLoop() {
    for (int i = 0; i < COUNT; i++) {
      float a = x[i];
      float b = a * a - 1;
      terms[i] = b * b;
      score[i] = a * b * -4;
    }
  }
}
