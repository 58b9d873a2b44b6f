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
import io.sparkenergy.energy.{EnergyFunction, GaussianEnergy, HarmonicEnergy}
import java.nio.file.Files
import org.apache.spark.sql.functions.{array, avg, col, lit}
import org.scalactic.Tolerance

/** The functions wherever Spark SQL lets functions be used. */
class SurfacesSuite extends QueryTestBase with Tolerance {
  private lazy val folder = Files.createTempDirectory("tables")
  private val bowl = "aggregate(x, 0D, (sum, v) -> sum + v * v)"

  /** Drops what a test makes: each a kind and a name. */
  private def dropping(made: String*)(body: => Unit): Unit =
    try body
    finally made.foreach(what => spark.sql(s"DROP $what"))

  /** Sum and count of the energies of all points, by Spark's own arithmetic. */
  private lazy val expected = spark.sql(s"SELECT sum($bowl), count(x) FROM points").head()

  private def assertEnergies(query: String, operators: Int = 0): Unit = {
    val sums = spark.sql(s"SELECT sum(e), count(e) FROM ($query)")
    val found = sums.collect().head
    assert(math.abs(found.getDouble(0) - expected.getDouble(0)) < 1e-12 * expected.getDouble(0))
    assert(found.getLong(1) === expected.getLong(1))
    assert(shape(sums) === Shape(operators, 0))
  }

  test("DESCRIBE FUNCTION EXTENDED tells arguments and example, and the example holds") {
    Seq("energy", "energy_score", "energy_and_score", "energy_summary").foreach { name =>
      val text =
        spark.sql(s"DESCRIBE FUNCTION EXTENDED $name").collect().map(_.getString(0)).mkString("\n")
      assert(text.contains(s"$name(model, features[, options])"), text)
      assert(text.contains("Arguments:"), text)
      assert(text.contains("Since: 0.1.0"), text)
      val example = text.linesIterator.dropWhile(!_.contains("> SELECT")).map(_.trim).toSeq
      val result = spark.sql(
        s"SELECT to_json(struct(${example.head.stripPrefix("> SELECT ").stripSuffix(";")} AS r))"
      )
      assert(result.head().getString(0) === s"""{"r":${example(1)}}""")
      assert(spark.sql(s"SHOW FUNCTIONS LIKE '$name'").count() === 1)
    }
  }

  test("a model from the configuration, as JSON and as a path, read at first use") {
    withConf("spark.energy.functions.stiff" -> """{"type": "harmonic", "k": 2}""") {
      assertEnergies("SELECT energy('stiff', x) AS e FROM points", operators = 1)
    }
    val file = Files.createTempDirectory("models").resolve("bowl.json")
    withConf("spark.energy.functions.filed" -> file.toString) {
      Files.writeString(file, """{"type": "harmonic", "k": 2}""")
      assertEnergies("SELECT energy('filed', x) AS e FROM points", operators = 1)
      Files.delete(file)
      assertEnergies("SELECT energy('filed', x) AS e FROM points", operators = 1)
    }
  }

  test("every session of the application knows registered models, and the functions") {
    val other = spark.newSession()
    assert(other.sql("SELECT energy('bowl', array(1D, 2D))").head().getDouble(0) === 5)
    SparkEnergy.register(other, "elsewhere", HarmonicEnergy.of(4))
    assert(spark.sql("SELECT energy('elsewhere', array(1D, 2D))").head().getDouble(0) === 10)
    assert(SparkEnergy.unregister("elsewhere"))
    assert(!SparkEnergy.unregister("elsewhere"))
  }

  test("a temporary view") {
    dropping("VIEW scored_t") {
      spark.sql("CREATE TEMPORARY VIEW scored_t AS SELECT energy('bowl', x) AS e FROM points")
      assertEnergies("SELECT e FROM scored_t", operators = 1)
    }
  }

  test("a permanent view, from another session too") {
    dropping("VIEW scored_p", "TABLE stored") {
      spark.sql(
        s"CREATE TABLE stored USING parquet LOCATION '$folder/stored' AS SELECT id, x FROM points"
      )
      spark.sql("CREATE VIEW scored_p AS SELECT id, energy('bowl', x) AS e FROM stored")
      assertEnergies("SELECT e FROM scored_p", operators = 1)
      assert(spark.newSession().sql("SELECT e FROM scored_p WHERE id = 1").count() === 1)
      val df = spark.sql("SELECT e FROM scored_p WHERE e < 3")
      df.collect()
      assert(shape(df) === Shape(1, 0))
    }
  }

  test("CREATE TABLE AS, INSERT and CACHE TABLE") {
    dropping("TABLE ctas", "TABLE inserted") {
      spark.sql(
        s"CREATE TABLE ctas USING parquet LOCATION '$folder/ctas' AS SELECT id, energy('bowl', x) AS e FROM points"
      )
      assertEnergies("SELECT e FROM ctas")
      spark.sql(
        s"CREATE TABLE inserted (id BIGINT, e DOUBLE, s ARRAY<DOUBLE>) USING parquet LOCATION '$folder/inserted'"
      )
      spark.sql(
        "INSERT INTO inserted SELECT id, energy('bowl', x), energy_score('bowl', x) FROM points"
      )
      assertEnergies("SELECT e FROM inserted")
      spark.sql("CACHE TABLE cached AS SELECT id, energy('bowl', x) AS e FROM points")
      assertEnergies("SELECT e FROM cached")
      spark.sql("UNCACHE TABLE cached")
    }
  }

  test("columns of the Dataset API") {
    val energy = HarmonicEnergy.of(2)
    val df = spark
      .table("points")
      .select(
        col("id"),
        SparkEnergy.energy(energy, col("x")).as("e"),
        SparkEnergy.score(energy, col("x")).as("s")
      )
      .where(col("e") < 3)
    df.collect().foreach(row => assert(row.getDouble(1) < 3))
    assert(shape(df) === Shape(2, 0))
    val both = spark
      .table("points")
      .select(SparkEnergy.energyAndScore(energy, col("x")).as("b"))
      .select("b.energy")
    assert(
      both.agg(avg("energy")).head().getDouble(0) * expected.getLong(1) === expected.getDouble(
        0
      ) +- 1e-9
    )
  }

  test("an energy defined by a lambda, and one without JSON, as columns") {
    val ripples = EnergyFunction.define("ripples", x => x.sin.square.sum)
    val row = spark.range(1).select(SparkEnergy.energy(ripples, array(lit(1d), lit(2d))))
    assert(row.head().getDouble(0) === math.pow(math.sin(1), 2) + math.pow(math.sin(2), 2) +- 1e-15)
  }

  test("evaluate keeps self-joins and filters working") {
    val scored = SparkEnergy.evaluate(spark.table("points"), GaussianEnergy.standard(3), "x")
    val joined =
      scored.as("l").join(scored.as("r"), col("l.id") === col("r.id")).where(col("l.energy") < 1)
    assert(joined.count() === scored.where("energy < 1").count())
    assert(scored.columns.takeRight(2) === Array("energy", "score"))
  }

  test("sources: ORC, JSON, CSV and memory") {
    val points = spark.sql("SELECT id, x FROM points WHERE x IS NOT NULL")
    val directory = Files.createTempDirectory("sources")
    Seq("orc", "json").foreach { format =>
      val path = directory.resolve(format).toString
      points.write.format(format).save(path)
      spark.read
        .format(format)
        .schema("id bigint, x array<double>")
        .load(path)
        .createOrReplaceTempView("source")
      assertEnergies("SELECT energy('bowl', x) AS e FROM source", operators = 1)
    }
    val csv = directory.resolve("csv").toString
    points.selectExpr("id", "x[0] as a", "x[1] as b", "x[2] as c").write.csv(csv)
    spark.read
      .schema("id bigint, a double, b double, c double")
      .csv(csv)
      .createOrReplaceTempView("source")
    assertEnergies("SELECT energy('bowl', array(a, b, c)) AS e FROM source", operators = 1)
    points.cache().createOrReplaceTempView("source")
    assertEnergies("SELECT energy('bowl', x) AS e FROM source", operators = 1)
    points.unpersist()
  }

}
