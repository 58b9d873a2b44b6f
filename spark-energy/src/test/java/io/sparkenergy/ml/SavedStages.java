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

import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One stage of every type, as {@code src/test/resources/saved-stages} holds them for good: stages
 * that were saved must load in every later version. Run with the path of a new folder to save what
 * this version writes.
 */
final class SavedStages {
  /** Of the format's version, not the library's. */
  static final Path FIXTURES = Path.of("src", "test", "resources", "saved-stages", "1");

  private SavedStages() {}

  public static void main(String[] arguments) throws IOException {
    SparkSession spark = SparkSession.builder().getOrCreate();
    for (Map.Entry<String, MLWritable> stage : all(spark).entrySet()) {
      stage.getValue().save(Path.of(arguments[0], stage.getKey()).toString());
    }
    spark.stop();
  }

  /** The corners (±1, ±2). */
  private static Dataset<Row> corners(SparkSession spark) {
    return spark.sql(
        "SELECT x, y, array(x, y) AS features FROM"
            + " (SELECT explode(array(-1D, 1D)) AS x) CROSS JOIN"
            + " (SELECT explode(array(-2D, 2D)) AS y)");
  }

  static Map<String, MLWritable> all(SparkSession spark) {
    GaussianEnergyEstimator gaussian =
        new GaussianEnergyEstimator("gaussian").setScoreCol("score").setContamination(0.25);
    MixtureEnergyEstimator mixture =
        new MixtureEnergyEstimator("mixture")
            .setK(2)
            .setSeed(-3)
            .setTol(1e-9)
            .setMaxIter(7)
            .setCovarianceType("diagonal")
            .setRegularization(0)
            .setEnergyCol("nll");
    Dataset<Row> pairs = spark.sql("SELECT explode(array(-1D, 1D, 99D, 101D)) AS x");
    EnergyTransformer well =
        new EnergyTransformer("well")
            .setEnergy(DoubleWellEnergy.standard())
            .setThreshold(4)
            .setBatchRows(32)
            .setPrecision("double")
            .setDevice("cpu");
    Pipeline pipeline = new Pipeline("pipeline");
    pipeline.setStages(
        new PipelineStage[] {
          new VectorAssembler("assembler").setInputCols(new String[] {"x", "y"}).setOutputCol("v"),
          gaussian.copy(ParamMap.empty()).setFeaturesCol("v"),
          new EnergyTransformer("bowl")
              .setEnergy(HarmonicEnergy.of(3))
              .setFeaturesCol("v")
              .setEnergyCol("bowl")
        });
    Map<String, MLWritable> stages = new LinkedHashMap<>();
    stages.put("gaussian-estimator", gaussian);
    stages.put("gaussian-model", gaussian.fit(corners(spark)));
    stages.put("mixture-estimator", mixture);
    stages.put("mixture-model", mixture.fit(pairs.selectExpr("array(x) as features")));
    stages.put("transformer", well);
    stages.put("evaluator", new EnergyEvaluator("judge").setMetricName("fisherDivergence"));
    stages.put("pipeline", pipeline);
    stages.put("pipeline-model", pipeline.fit(corners(spark).drop("features")));
    return stages;
  }
}
