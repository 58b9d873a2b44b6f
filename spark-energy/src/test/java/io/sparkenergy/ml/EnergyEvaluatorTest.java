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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import java.util.Arrays;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyEvaluatorTest {
  private static final SparkSession SPARK = SparkSession.builder().getOrCreate();

  private static Dataset<Row> points() {
    return SPARK
        .range(0, 300, 1, 3)
        .selectExpr("array(sin(id), cos(7 * id)) as features", "id % 4 as w");
  }

  @Test
  void meanEnergyIsTheWeightedMean() {
    Dataset<Row> scored = new EnergyTransformer(HarmonicEnergy.of(2)).transform(points());
    double weighted = 0;
    for (int id = 0; id < 300; id++) {
      weighted += id % 4 * (Math.pow(Math.sin(id), 2) + Math.pow(Math.cos(7 * id), 2));
    }
    EnergyEvaluator evaluator = new EnergyEvaluator().setWeightCol("w");
    assertThat(evaluator.evaluate(scored)).isCloseTo(weighted / 450, within(1e-12));
    assertThat(evaluator.isLargerBetter()).isFalse();
  }

  /** E = Σ (x² - 2)²: ∇E = 4 x (x² - 2), ΔE = Σ 12 x² - 8. */
  @Test
  void fisherDivergenceIsHalfTheSquaredScoreLessTheLaplacian() {
    Dataset<Row> scored = new EnergyTransformer(DoubleWellEnergy.standard()).transform(points());
    double weighted = 0;
    for (int id = 0; id < 300; id++) {
      for (double x : new double[] {Math.sin(id), Math.cos(7 * id)}) {
        double gradient = 4 * x * (x * x - 2);
        weighted += id % 4 * (gradient * gradient / 2 - (12 * x * x - 8));
      }
    }
    EnergyEvaluator evaluator =
        new EnergyEvaluator().setMetricName("fisherDivergence").setWeightCol("w");
    assertThat(evaluator.evaluate(scored)).isCloseTo(weighted / 450, within(1e-10));
  }

  /** J(θ) = 𝔼[½ ‖Λ(x-μ)‖² - tr Λ] is least, over Gaussians, at the data's own covariance. */
  @Test
  void fisherDivergenceIsLeastForTheDensityOfTheRows() {
    Dataset<Row> rows = points().select("features");
    double[][] covariance = Numbers.covariance(Numbers.doubles(rows, "features"));
    double[] mean = Numbers.mean(Numbers.doubles(rows, "features"));
    double[] metrics =
        Arrays.stream(new double[] {0.5, 0.8, 1, 1.25, 2})
            .map(
                factor -> {
                  double[][] scaled =
                      Arrays.stream(covariance)
                          .map(row -> Arrays.stream(row).map(c -> factor * c).toArray())
                          .toArray(double[][]::new);
                  return new EnergyEvaluator()
                      .setMetricName("fisherDivergence")
                      .evaluate(
                          new EnergyTransformer(GaussianEnergy.of(mean, scaled)).transform(rows));
                })
            .toArray();
    assertThat(metrics[2]).isLessThan(metrics[1]).isLessThan(metrics[3]);
    // At its least it is -½ tr Λ.
    double determinant = covariance[0][0] * covariance[1][1] - covariance[0][1] * covariance[1][0];
    double trace = (covariance[0][0] + covariance[1][1]) / determinant;
    assertThat(metrics[2]).isCloseTo(-trace / 2, within(1e-9 * trace));
  }

  @ParameterizedTest
  @ValueSource(strings = {"meanEnergy", "fisherDivergence"})
  void crossValidationChoosesAmongMixtures(String metric) {
    MixtureEnergyEstimator estimator = new MixtureEnergyEstimator().setSeed(1);
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {estimator});
    Dataset<Row> twoBlobs =
        SPARK
            .range(0, 300, 1, 2)
            .selectExpr("array(if(id % 2 = 0, 40D, 0D) + randn(3), randn(5)) as features");
    ParamMap[] grid = new ParamGridBuilder().addGrid(estimator.k(), new int[] {1, 2}).build();
    CrossValidatorModel chosen =
        new CrossValidator()
            .setEstimator(pipeline)
            .setEvaluator(new EnergyEvaluator().setMetricName(metric))
            .setEstimatorParamMaps(grid)
            .setNumFolds(3)
            .setSeed(2)
            .fit(twoBlobs);
    assertThat(chosen.avgMetrics()[1]).isLessThan(chosen.avgMetrics()[0]);
    MixtureEnergyModel best = (MixtureEnergyModel) ((PipelineModel) chosen.bestModel()).stages()[0];
    assertThat(best.toString()).contains("numFeatures=2");
    assertThat(best.parent().explainParam(estimator.k())).contains("current: 2");
  }

  @Test
  void trainValidationSplitRefusesNothingThatIsRight() {
    GaussianEnergyEstimator estimator = new GaussianEnergyEstimator();
    TrainValidationSplitModel chosen =
        new TrainValidationSplit()
            .setEstimator(estimator)
            .setEvaluator(new EnergyEvaluator())
            .setEstimatorParamMaps(
                new ParamGridBuilder()
                    .addGrid(estimator.regularization(), new double[] {0, 100})
                    .build())
            .setTrainRatio(0.7)
            .setSeed(1)
            .fit(points());
    assertThat(chosen.validationMetrics()[0]).isLessThan(chosen.validationMetrics()[1]);
    assertThat(((GaussianEnergyModel) chosen.bestModel()).numFeatures()).isEqualTo(2);
  }

  @Test
  void columnsThatCannotBeEvaluatedAreRefused() {
    EnergyEvaluator evaluator = new EnergyEvaluator();
    assertThatThrownBy(() -> evaluator.evaluate(points()))
        .hasMessageContaining("column energy is not in the input");
    assertThatThrownBy(() -> evaluator.evaluate(points().selectExpr("'a' as energy")))
        .hasMessageContaining("column energy: found type string");
    assertThatThrownBy(
            () -> evaluator.evaluate(points().selectExpr("if(w = 1, double('NaN'), 1D) energy")))
        .hasMessageContaining("column energy: found null or NaN in 75 rows");
    assertThatThrownBy(() -> evaluator.evaluate(points().limit(0).selectExpr("1D as energy")))
        .hasMessageContaining("no rows of weight above 0");
    assertThatThrownBy(
            () ->
                evaluator
                    .copy(ParamMap.empty())
                    .setWeightCol("v")
                    .evaluate(points().selectExpr("1D as energy", "w - 1 as v")))
        .hasMessageContaining("column v: found no weight in 75 rows");
    EnergyEvaluator fisher = new EnergyEvaluator().setMetricName("fisherDivergence");
    assertThatThrownBy(() -> fisher.evaluate(points().selectExpr("features", "1D as energy")))
        .hasMessageContaining("column energy: found no word of the energy that computed it");
    assertThatThrownBy(() -> evaluator.setMetricName("auc"))
        .hasMessageContaining(
            "metricName: found auc, expected one of meanEnergy, fisherDivergence");
  }
}
