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
package io.sparkenergy.scalaapi

import io.sparkenergy.catalyst.QueryTestBase
import io.sparkenergy.energy.{DoubleWellEnergy, HarmonicEnergy}
import io.sparkenergy.ml._
import java.nio.file.Files
import org.apache.spark.ml.{Pipeline, PipelineModel}
import org.apache.spark.ml.feature.VectorAssembler
import org.apache.spark.ml.tuning.{CrossValidator, CrossValidatorModel, ParamGridBuilder}
import org.apache.spark.sql.DataFrame

/** Energies in spark.ml as Scala users call them; docs/pipelines.md shows the first. */
class PipelinesSuite extends QueryTestBase {
  private lazy val waves: DataFrame =
    spark.range(0, 200, 1, 2).selectExpr("id", "sin(id) as a", "cos(7 * id) as b")
  private lazy val assembler = new VectorAssembler().setInputCols(Array("a", "b")).setOutputCol("x")

  test("a pipeline is fitted, saved, loaded and gives the same energies") {
    val gaussian = new GaussianEnergyEstimator().setFeaturesCol("x").setContamination(0.05)
    val well = new EnergyTransformer(DoubleWellEnergy.standard)
      .setFeaturesCol("x")
      .setEnergyCol("well")
      .setScoreCol("wellScore")
    val model = new Pipeline().setStages(Array(assembler, gaussian, well)).fit(waves)
    val path = Files.createTempDirectory("pipeline").resolve("model").toString
    model.write.save(path)
    intercept[java.io.IOException](model.write.save(path))

    val expected = model.transform(waves).collect()
    val found = PipelineModel.load(path).transform(waves).collect()
    assert(found.toSeq === expected.toSeq)
    assert(found.count(_.getAs[Boolean]("outlier")) === 10)
    found.foreach { row =>
      val (a, b) = (row.getAs[Double]("a"), row.getAs[Double]("b"))
      val energy = math.pow(a * a - 2, 2) + math.pow(b * b - 2, 2)
      assert(math.abs(row.getAs[Double]("well") - energy) < 1e-12)
      val score = row.getSeq[Double](row.fieldIndex("wellScore"))
      assert(math.abs(score.head + 4 * a * (a * a - 2)) < 1e-12)
    }
  }

  test("batches are as long as the stage says, and one operator gives energy, score and outlier") {
    val stage = new EnergyTransformer(HarmonicEnergy.of(2))
      .setFeaturesCol("x")
      .setScoreCol("score")
      .setThreshold(1)
    val batches = Seq(16, 100).map { rows =>
      val df = stage.setBatchRows(rows).transform(assembler.transform(waves))
      df.collect()
      assert(shape(df) === Shape(operators = 1, rowByRow = 0))
      operators(df).head.metrics("batches").value
    }
    // 100 rows a partition: 6 of 16 and one of 4; one of 64 to begin with and the rest.
    assert(batches === Seq(14L, 4L))
  }

  test("cross-validation is saved with its evaluator") {
    val gaussian = new GaussianEnergyEstimator().setFeaturesCol("x")
    val grid = new ParamGridBuilder().addGrid(gaussian.regularization, Array(0.0, 10.0)).build()
    val chosen = new CrossValidator()
      .setEstimator(gaussian)
      .setEvaluator(new EnergyEvaluator().setFeaturesCol("x").setMetricName("meanEnergy"))
      .setEstimatorParamMaps(grid)
      .setNumFolds(2)
      .fit(assembler.transform(waves))
    assert(chosen.avgMetrics(0) < chosen.avgMetrics(1))
    val path = Files.createTempDirectory("validated").resolve("model").toString
    chosen.write.save(path)
    val loaded = CrossValidatorModel.load(path)
    assert(loaded.avgMetrics === chosen.avgMetrics)
    assert(loaded.getEvaluator.asInstanceOf[EnergyEvaluator].getFeaturesCol === "x")
    assert(loaded.bestModel.isInstanceOf[GaussianEnergyModel])
  }

  test("stages that were saved by an earlier version load") {
    val fixtures = "src/test/resources/saved-stages/1"
    val model = MixtureEnergyModel.load(s"$fixtures/mixture-model")
    val nll = model.transform(spark.sql("SELECT array(2D) AS features")).head().getDouble(1)
    val expected = 2 + math.log(2) + math.log(2 * math.Pi) / 2
    assert(math.abs(nll - expected) < 1e-9)
    val pipeline = PipelineModel.load(s"$fixtures/pipeline-model")
    assert(pipeline.stages.map(_.uid) === Array("assembler", "gaussian", "bowl"))
  }
}
