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
package io.sparkenergy.catalyst

import io.sparkenergy.SparkEnergy
import io.sparkenergy.energy._
import java.nio.file.Files
import org.apache.spark.ml.linalg.{SQLDataTypes, Vectors}
import org.apache.spark.sql.{DataFrame, Row, SparkSession}
import org.apache.spark.sql.execution.SparkPlan
import org.apache.spark.sql.execution.adaptive.{AdaptiveSparkPlanExec, QueryStageExec}
import org.apache.spark.sql.types.StructType
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite

/** A session with the extension, tables of points, and queries checked against the row-by-row way.
  */
trait QueryTestBase extends AnyFunSuite with BeforeAndAfterAll {
  protected lazy val spark: SparkSession = SparkSession.builder().getOrCreate()

  /** `points`: 200 rows in 4 files; x = (id/50 - 2, sin id, cos id), every 7th null; v the same as
    * an ML vector, every third sparse; `ragged`: x of 0 to 4 elements; `few`: 12 of the points.
    */
  override def beforeAll(): Unit = {
    super.beforeAll()
    SparkEnergy.register(spark, "bowl", HarmonicEnergy.of(2))
    SparkEnergy.register(spark, "wells", DoubleWellEnergy.standard())
    SparkEnergy.register(
      spark,
      "gauss",
      GaussianEnergy.of(
        Array(0.1, -0.2, 0.3),
        Array(Array(2.0, 0.3, 0.1), Array(0.3, 1.0, -0.2), Array(0.1, -0.2, 0.5))
      )
    )
    val x = "if(id % 7 = 0, null, array(id / 50 - 2, sin(id), cos(id)))"
    table(
      "points",
      spark
        .range(0, 200, 1, 4)
        .selectExpr(
          "id",
          s"$x as x",
          "id % 5 as grp",
          "id / 10 as a",
          "sin(id) as b",
          "cos(id) as c"
        )
        .selectExpr("*", "struct(x as x, id as id) as s", "array(x, array(a, b, c)) as xs")
    )
    table(
      "ragged",
      spark
        .range(0, 60, 1, 2)
        .selectExpr("id", "filter(array(1D, 2D, 3D, 4D), v -> v <= id % 5) as x")
    )
    table("few", spark.table("points").where("id % 17 = 3").repartition(3))
    vectors().createOrReplaceTempView("vectors")
  }

  private def table(name: String, df: DataFrame): Unit = {
    val path = Files.createTempDirectory(name).resolve("t").toString
    df.write.parquet(path)
    spark.read.parquet(path).createOrReplaceTempView(name)
  }

  private def vectors(): DataFrame = {
    val rows = new java.util.ArrayList[Row]()
    (0 until 50).foreach { id =>
      val values = Array(id / 10.0 - 2, 0, if (id % 2 == 0) 1.5 else 0)
      val vector =
        if (id % 7 == 0) null
        else if (id % 3 == 0) Vectors.dense(values).toSparse
        else Vectors.dense(values)
      rows.add(Row(id.toLong, vector))
    }
    val schema = new StructType().add("id", "long").add("v", SQLDataTypes.VectorType)
    val path = Files.createTempDirectory("vectors").resolve("t").toString
    spark.createDataFrame(rows, schema).repartition(3).write.parquet(path)
    spark.read.parquet(path)
  }

  protected def withConf[T](settings: (String, String)*)(body: => T): T = {
    settings.foreach { case (key, value) => spark.conf.set(key, value) }
    try body
    finally settings.foreach { case (key, _) => spark.conf.unset(key) }
  }

  /** What a plan does with its energies, read off the plan that ran. */
  case class Shape(operators: Int, rowByRow: Int)

  protected def nodes(plan: SparkPlan): Seq[SparkPlan] = {
    val inner = plan match {
      case adaptive: AdaptiveSparkPlanExec => Seq(adaptive.executedPlan)
      case stage: QueryStageExec           => Seq(stage.plan)
      case other                           => other.children
    }
    plan +: (inner ++ plan.subqueries).flatMap(nodes)
  }

  protected def operators(df: DataFrame): Seq[EvaluateEnergyExec] =
    nodes(df.queryExecution.executedPlan).collect { case operator: EvaluateEnergyExec => operator }

  protected def shape(df: DataFrame): Shape = {
    val all = nodes(df.queryExecution.executedPlan)
    val rowByRow = all
      .filterNot(_.isInstanceOf[EvaluateEnergyExec])
      .flatMap(_.expressions)
      .map(_.collect { case call: EnergyCall => call }.length)
      .sum
    Shape(operators(df).length, rowByRow)
  }

  /** Runs a query with adaptive execution on and off; each answer must be that of the row-by-row
    * way, and each plan as told.
    */
  protected def check(query: String, operators: Int, rowByRow: Int = 0): Seq[Row] = {
    val ordered = query.toLowerCase.contains("order by")
    val answers = Seq("true", "false").map { adaptive =>
      withConf("spark.sql.adaptive.enabled" -> adaptive) {
        val df = spark.sql(query)
        val answer = df.collect().toSeq
        assert(shape(df) === Shape(operators, rowByRow), df.queryExecution.toString)
        val expected = withConf("spark.energy.batch.enabled" -> "false") {
          val slow = spark.sql(query)
          val rows = slow.collect().toSeq
          assert(shape(slow).operators === 0)
          rows
        }
        assertSame(answer, expected, ordered)
        answer
      }
    }
    answers.head
  }

  protected def assertSame(found: Seq[Row], expected: Seq[Row], ordered: Boolean): Unit = {
    assert(found.length === expected.length)
    val pairs =
      if (ordered) found.zip(expected)
      else found.sortBy(rounded).zip(expected.sortBy(rounded))
    pairs.foreach { case (left, right) =>
      assert(close(left, right), s"found $left, expected $right")
    }
  }

  private def rounded(row: Row): String = row.toSeq.map(text).mkString("|")

  private def text(value: Any): String = value match {
    case number: Double                  => f"$number%.9f"
    case row: Row                        => rounded(row)
    case values: scala.collection.Seq[_] => values.map(text).mkString(",")
    case other                           => String.valueOf(other)
  }

  private def close(left: Any, right: Any): Boolean = (left, right) match {
    case (a: Double, b: Double) =>
      (a.isNaN && b.isNaN) || a == b || math.abs(a - b) <= 1e-12 * (1 + math.abs(b))
    case (a: Row, b: Row) => close(a.toSeq, b.toSeq)
    case (a: scala.collection.Seq[_], b: scala.collection.Seq[_]) =>
      a.length == b.length && a.zip(b).forall { case (x, y) => close(x, y) }
    case _ => left == right
  }
}
