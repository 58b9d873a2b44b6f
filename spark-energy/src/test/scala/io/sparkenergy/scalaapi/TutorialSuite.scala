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

import io.sparkenergy.SparkEnergy
import io.sparkenergy.energy.{CompositeEnergy, EnergyFunction}
import io.sparkenergy.ml.GaussianEnergyEstimator
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.functions.col
import org.scalatest.funsuite.AnyFunSuite

/** The Scala of docs/tutorial.md, whose numbers TutorialTest holds to what Java prints. */
class TutorialSuite extends AnyFunSuite {
  test("the first steps find the same birds as in Java") {
    val spark = SparkSession.builder().getOrCreate()
    // snippet
    val birds = spark.read
      .option("header", true)
      .option("inferSchema", true)
      .csv("../examples/data/penguins.csv")
      .na
      .drop()
      .selectExpr(
        "species",
        "sex",
        "array(bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g) AS x"
      )
    // end of snippet
    // snippet
    val gaussian =
      new GaussianEnergyEstimator().setFeaturesCol("x").setContamination(0.02).fit(birds)
    val scored = gaussian.setScoreCol("score").transform(birds)
    scored.where("outlier").orderBy(col("energy").desc).show(8, false)
    // end of snippet
    val outliers = scored.where("outlier").orderBy(col("energy").desc).collect()
    assert(outliers.length === 6)
    assert(outliers.head.getSeq[Double](2) === Seq(58.0, 17.8, 181.0, 3700.0))
    // snippet
    val heavy =
      EnergyFunction.define("heavy", 4, x => x.get(3).minus(5500).dividedBy(250).relu.square)
    val judged = CompositeEnergy.sum(gaussian.energy, heavy).weights(1, 0.5)
    // end of snippet
    SparkEnergy
      .evaluate(birds, judged, "x")
      .join(scored.withColumnRenamed("energy", "e"), Seq("x", "species", "sex"))
      .collect()
      .foreach { row =>
        val excess = math.max(0, (row.getSeq[Double](0).last - 5500) / 250)
        val expected = row.getAs[Double]("e") + 0.5 * excess * excess
        assert(math.abs(row.getAs[Double]("energy") - expected) < 1e-9)
      }
  }
}
