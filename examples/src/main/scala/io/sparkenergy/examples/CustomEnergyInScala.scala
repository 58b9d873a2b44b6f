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
package io.sparkenergy.examples

import io.sparkenergy.SparkEnergy
import io.sparkenergy.energy.{CompositeEnergy, EnergyFunction, HarmonicEnergy}
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.functions.{col, round}
import picocli.CommandLine.{Command, Option => Flag}

/** An energy of one's own, in Scala: a washboard, ½ k ‖x‖² + a Σ sin²(c xᵢ), of a part that the
  * catalogue has and one that it has not.
  */
@Command(
  name = "custom-energy-in-scala",
  mixinStandardHelpOptions = true,
  description = Array("Defines an energy by a lambda, and asks SQL where it is lowest.")
)
final class CustomEnergyInScala extends Example {
  @Flag(
    names = Array("--frequency"),
    defaultValue = "3",
    description = Array("How close the ripples are, c (default: ${DEFAULT-VALUE}).")
  )
  private var frequency: Double = _

  override def run(spark: SparkSession): Int = {
    val washboard = CustomEnergyInScala.washboard(frequency)
    SparkEnergy.register(spark, "washboard", washboard)
    val line = spark.range(-100, 101).selectExpr("id / 25D AS position", "array(id / 25D) AS x")
    line.createOrReplaceTempView("line")
    println("The lowest points of the washboard between -4 and 4:")
    spark
      .sql("SELECT position, energy('washboard', x) AS energy FROM line")
      .orderBy("energy", "position")
      .select(col("position"), round(col("energy"), 4).as("energy"))
      .show(9)
    0
  }
}

object CustomEnergyInScala {
  def main(arguments: Array[String]): Unit =
    Example.start(new CustomEnergyInScala, arguments: _*)

  def washboard(frequency: Double): EnergyFunction = {
    val ripples = EnergyFunction.define("ripples", x => x.times(frequency).sin.square.sum)
    CompositeEnergy.sum(HarmonicEnergy.of(0.2), ripples).weights(1.0, 1.5)
  }
}
