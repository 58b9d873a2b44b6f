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
import io.sparkenergy.energy.DoubleWellEnergy
import org.apache.spark.sql.SparkSession
import org.scalatest.funsuite.AnyFunSuite

/** The Scala of docs/energies.md. */
class EnergiesPageSuite extends AnyFunSuite {
  private lazy val spark = SparkSession.builder().getOrCreate()

  test("the double well of the page has the energies and scores that it says") {
    val well = DoubleWellEnergy.of(1, 2)
    val points = spark.sql("SELECT array(0D, 0D) AS x UNION ALL SELECT array(1D, 2D)")
    val scored = SparkEnergy.evaluate(points, well, "x") // 8 and 5, (0, 0) and (4, -16)
    val rows = scored.orderBy("x").collect()
    assert(rows.map(_.getAs[Double]("energy")) === Array(8.0, 5.0))
    assert(rows.map(_.getSeq[Double](2)) === Array(Seq(0.0, 0.0), Seq(4.0, -16.0)))
  }
}
