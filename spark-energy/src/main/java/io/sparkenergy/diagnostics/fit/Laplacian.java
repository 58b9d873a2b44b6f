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
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * ΔE of the rows of a batch: exactly, as the sum of the curvatures along the axes, or by the mean
 * curvature along random signs (M. F. Hutchinson, Communications in Statistics 18(3), 1989), drawn
 * for each row from its hash.
 *
 * @param curvature of the energy, over rows of 2 d entries
 * @param probes how many directions a row; 0 for all axes
 */
record Laplacian(TaskEnergy curvature, int dimension, int probes) implements Serializable {
  /**
   * The Laplacian of an energy.
   *
   * @throws io.sparkenergy.error.EnergyException if the energy has no second derivative
   */
  static Laplacian of(SparkSession spark, EnergyFunction energy, int dimension, int probes) {
    return new Laplacian(TaskEnergy.of(spark, Curvature.of(energy, dimension)), dimension, probes);
  }

  /** How it is computed, as reports say it. */
  String method() {
    return probes == 0 ? "exact" : "hutchinson";
  }

  InTask open() {
    return new InTask(this);
  }

  /** In a task: the evaluator is the task's, freed with it. */
  static final class InTask {
    private final int d;
    private final int probes;
    private final BatchEvaluator evaluator;

    private InTask(Laplacian laplacian) {
      this.d = laplacian.dimension;
      this.probes = laplacian.probes;
      this.evaluator = laplacian.curvature.open(2 * d, Set.of(Quantity.ENERGY));
    }

    /**
     * Computes ΔE.
     *
     * @param x rows, one after the other
     * @param hashes of the rows, for their probes
     * @param result one number a row
     */
    void compute(double[] x, long[] hashes, int rows, double[] result) {
      for (int from = 0; from < rows; from += evaluator.batch().maxRows()) {
        chunk(x, hashes, from, Math.min(evaluator.batch().maxRows(), rows - from), result);
      }
    }

    private void chunk(double[] x, long[] hashes, int from, int count, double[] result) {
      Batch batch = evaluator.batch();
      double[] features = batch.features();
      for (int i = 0; i < count; i++) {
        System.arraycopy(x, (from + i) * d, features, 2 * i * d, d);
      }
      Arrays.fill(result, from, from + count, 0);
      int directions = probes == 0 ? d : probes;
      for (int k = 0; k < directions; k++) {
        for (int i = 0; i < count; i++) {
          if (probes == 0) {
            axis(features, (2 * i + 1) * d, k);
          } else {
            signs(features, (2 * i + 1) * d, RowHash.of(hashes[from + i], k));
          }
        }
        evaluator.evaluate(count);
        for (int i = 0; i < count; i++) {
          result[from + i] += batch.energies()[i];
        }
      }
      if (probes > 0) {
        for (int i = from; i < from + count; i++) {
          result[i] /= probes;
        }
      }
    }

    private void axis(double[] features, int at, int k) {
      Arrays.fill(features, at, at + d, 0);
      features[at + k] = 1;
    }

    private void signs(double[] features, int at, long hash) {
      long bits = 0;
      for (int j = 0; j < d; j++) {
        if (j % 64 == 0) {
          bits = RowHash.of(hash, j);
        }
        features[at + j] = ((bits >>> j) & 1) == 0 ? -1 : 1;
      }
    }
  }
}
