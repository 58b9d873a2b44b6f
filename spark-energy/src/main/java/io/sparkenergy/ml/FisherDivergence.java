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
package io.sparkenergy.ml;

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.model.EnergyModel;
import io.sparkenergy.sql.SampleBlock;
import io.sparkenergy.sql.SampleBlocks;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The mean of ½ ‖∇E(x)‖² - ΔE(x) over rows, by weight. */
final class FisherDivergence {
  private static final int BATCH_ROWS = 1024;

  private FisherDivergence() {}

  /** Σw and Σw (½ ‖∇E‖² - ΔE) of a part of the rows. */
  private static double[] merged(double[] left, double[] right) {
    return new double[] {left[0] + right[0], left[1] + right[1]};
  }

  static double of(EnergyFunction energy, String column, SampleBlocks samples) {
    EnergyModel model = EnergyModel.of(energy.name(), energy);
    double[] sums =
        samples
            .blocks()
            .mapPartitions(partition -> List.of(sums(model, partition, column)).iterator())
            .fold(new double[2], FisherDivergence::merged);
    if (!(sums[0] > 0)) {
      throw SampleBlocks.refused(samples.description(), "no rows of weight above 0", "one or more");
    }
    return sums[1] / sums[0];
  }

  private static double[] sums(EnergyModel model, Iterator<SampleBlock> partition, String column) {
    double[] sums = new double[2];
    while (partition.hasNext()) {
      SampleBlock block = partition.next();
      requireFit(model.energy(), block.dimension(), column);
      sums = merged(sums, sums(model.energy(), block, column));
    }
    return sums;
  }

  private static void requireFit(EnergyFunction energy, int found, String column) {
    try {
      energy.requireDimension(found);
    } catch (EnergyException e) {
      throw EnergyException.featuresDimension(
          e, column, found, energy.name(), energy.expectedDimension());
    }
  }

  private static double[] sums(EnergyFunction energy, SampleBlock block, String column) {
    double[] squares = squaredScores(energy, block);
    double[] laplacians = laplacians(energy, block);
    double weight = 0;
    double weighted = 0;
    for (int i = 0; i < block.count(); i++) {
      double value = 0.5 * squares[i] - laplacians[i];
      if (Double.isNaN(value)) {
        throw SampleBlocks.refused(
            "column " + column,
            "a row whose score or Laplacian is NaN",
            "rows where the energy is smooth");
      }
      weight += block.weights()[i];
      weighted += block.weights()[i] * value;
    }
    return new double[] {weight, weighted};
  }

  /** By ND4J, which is ready for arrays then: Laplacians need it anyway, and take far longer. */
  private static double[] squaredScores(EnergyFunction energy, SampleBlock block) {
    int d = block.dimension();
    double[] squares = new double[block.count()];
    try (BatchEvaluator evaluator =
        Backends.find("nd4j")
            .open(
                energy,
                d,
                Set.of(Quantity.SCORE),
                Precision.DOUBLE,
                new BatchSize(BATCH_ROWS, Long.MAX_VALUE))) {
      int most = evaluator.batch().maxRows();
      for (int from = 0; from < squares.length; from += most) {
        int rows = Math.min(most, squares.length - from);
        System.arraycopy(block.rows(), from * d, evaluator.batch().features(), 0, rows * d);
        evaluator.evaluate(rows);
        double[] scores = evaluator.batch().scores();
        for (int i = 0; i < rows * d; i++) {
          squares[from + i / d] += scores[i] * scores[i];
        }
      }
    }
    return squares;
  }

  private static double[] laplacians(EnergyFunction energy, SampleBlock block) {
    long[] shape = {block.count(), block.dimension()};
    try (INDArray x = Nd4j.create(block.rows(), shape, DataType.DOUBLE);
        INDArray laplacian = energy.laplacian(x)) {
      return laplacian.toDoubleVector();
    }
  }
}
