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
import io.sparkenergy.energy.{CompositeEnergy, EnergyFunction, GaussianEnergy, HarmonicEnergy}
import java.nio.file.Files
import org.apache.spark.sql.SparkSession
import org.scalatest.funsuite.AnyFunSuite

/** The library as Scala users call it. */
class ScalaApiSuite extends AnyFunSuite {
  private lazy val spark = SparkSession.builder().getOrCreate()

  test("an energy defined by a Scala lambda is evaluated by the executors") {
    val ripples = EnergyFunction.define("ripples", x => x.sin.square.sum)
    val sum = CompositeEnergy.sum(HarmonicEnergy.of(2), ripples).weights(1.0, 0.5)
    val df = spark.range(10).selectExpr("id", "array(double(id), 1d) as x")

    val rows = SparkEnergy.evaluate(df, sum, "x").collect()

    assert(rows.length === 10)
    rows.foreach { row =>
      val id = row.getLong(0).toDouble
      val expected = id * id + 1 + 0.5 * (math.pow(math.sin(id), 2) + math.pow(math.sin(1), 2))
      assert(math.abs(row.getAs[Double]("energy") - expected) < 1e-12 * expected)
      val score = row.getSeq[Double](3)
      assert(math.abs(score.head + 2 * id + 0.5 * math.sin(2 * id)) < 1e-12 * (1 + id))
    }
  }

  test("a Gaussian fitted to a DataFrame has the mean energy that its formula gives") {
    val df = spark.range(1000).selectExpr("sin(id) as a", "cos(7 * id) as b")
    val energy = GaussianEnergy.fromSamples(SparkEnergy.samples(df, "a", "b"), 0)
    val mean =
      SparkEnergy.evaluate(df, energy, "a", "b").selectExpr("avg(energy)").head().getDouble(0)
    assert(math.abs(mean - 0.5 * 2 * 999 / 1000) < 1e-10)
  }

  test("energies are adapted, saved and loaded from Scala") {
    val energy =
      HarmonicEnergy.of(2).capEnergy(20).standardized(Array(1.0, 0.0), 2, 1).clipScore(3)
    val path = Files.createTempDirectory("scala").resolve("energy").toString
    SparkEnergy.save(spark, energy, path)
    val df = spark.range(3).selectExpr("array(2d * id + 1, 0d) as x")
    val rows = SparkEnergy.evaluate(df, SparkEnergy.load(spark, path), "x").collect()
    rows.zipWithIndex.foreach { case (row, id) =>
      // (x - 1) / 2 = id, and the logarithm of the determinant is log 2.
      assert(math.abs(row.getAs[Double]("energy") - id * id - math.log(2)) < 1e-14)
      assert(row.getSeq[Double](2).head === -id)
    }
  }

  test("one session serves JUnit and ScalaTest") {
    assert(SparkSession.builder().getOrCreate() eq SparkSession.getDefaultSession.get)
    assert(spark.sparkContext.master === "local[2]")
  }
}
