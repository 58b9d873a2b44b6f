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
import io.sparkenergy.energy.{DensityModel, DensityModelEnergy}
import io.sparkenergy.error.{EnergyException, ErrorCondition}
import io.sparkenergy.error.ErrorCondition._
import org.nd4j.linalg.api.ndarray.INDArray

/** Every way in which SQL refuses: condition, SQLSTATE, message. */
class ErrorsSuite extends QueryTestBase {

  /** While the query is analysed: before any job. */
  private def refused(sql: String, condition: ErrorCondition, parts: String*): Unit = {
    val error = intercept[EnergyAnalysisException](spark.sql(sql))
    assert(error.getCondition === "ENERGY_" + condition.name)
    assert(error.getErrorClass === "ENERGY_" + condition.name)
    assert(error.getSqlState === condition.sqlState)
    parts.foreach(part => assert(error.getMessage.contains(part)))
    assert(error.getMessage.contains(s"SQLSTATE: ${condition.sqlState}"))
    assert(error.getMessage.contains("line 1"))
  }

  /** In a task. */
  private def fails(sql: String, condition: ErrorCondition, message: String): Unit =
    Seq("true", "false").foreach { batches =>
      withConf("spark.energy.batch.enabled" -> batches) {
        val df = spark.sql(sql)
        val thrown = intercept[Exception](df.collect())
        val error = Iterator
          .iterate[Throwable](thrown)(_.getCause)
          .takeWhile(_ != null)
          .collectFirst { case refusal: EnergyException => refusal }
        assert(error.map(_.condition) === Some(condition))
        assert(error.get.getMessage === s"[ENERGY_${condition.name}] $message")
      }
    }

  test("an unknown model") {
    refused(
      "SELECT energy('bowll', x) FROM points",
      UNKNOWN_MODEL,
      "model bowll is not known",
      "bowl, ",
      "gauss"
    )
  }

  test("a model that is not a literal") {
    refused(
      "SELECT energy(string(id), x) FROM points",
      MODEL_NOT_LITERAL,
      "energy: found model",
      "expected a string literal"
    )
    refused("SELECT energy(3, x) FROM points", MODEL_NOT_LITERAL, "found model 3")
  }

  test("features of a wrong type") {
    refused(
      "SELECT energy('bowl', id) FROM points",
      FEATURES_TYPE,
      "column id: found type bigint, expected array<double>"
    )
    refused(
      "SELECT energy_score('bowl', array('a')) FROM points",
      FEATURES_TYPE,
      "found type array<string>"
    )
  }

  test("too few arguments, and too many") {
    refused("SELECT energy('bowl') FROM points", ARGUMENT_COUNT, "found 1 arguments")
    refused("SELECT energy('bowl', x, 'float', 1) FROM points", ARGUMENT_COUNT, "found 4 arguments")
  }

  test("an unknown precision") {
    refused(
      "SELECT energy('bowl', x, 'half') FROM points",
      CONFIGURATION,
      "energy, precision: found half, expected double or float"
    )
  }

  test("options of a call that are none") {
    refused(
      "SELECT energy('bowl', x, map('rows', 7)) FROM points",
      CONFIGURATION,
      "option rows: found 7, expected one of backend, device, precision, batch.rows, batch.bytes"
    )
    refused(
      "SELECT energy('bowl', x, map('batch.rows', 0)) FROM points",
      CONFIGURATION,
      "spark.energy.batch.rows: found 0, expected a whole number > 0"
    )
    refused(
      "SELECT energy('bowl', x, map('precision', string(id))) FROM points",
      CONFIGURATION,
      "energy, options: found map(",
      "expected a map of literals, none null"
    )
  }

  test("JSON that is not valid, with its position") {
    refused(
      """SELECT energy('{"type": "harmonic", }', x) FROM points""",
      INVALID_JSON,
      "at line 1, column "
    )
    refused("""SELECT energy('{"type": "harmonik"}', x) FROM points""", UNKNOWN_TYPE, "harmonik")
  }

  test("a path that cannot be read") {
    withConf("spark.energy.functions.lost" -> "/nowhere/lost.json") {
      refused(
        "SELECT energy('lost', x) FROM points",
        UNREADABLE_ENERGY,
        "energy file /nowhere/lost.json cannot be read"
      )
    }
  }

  test("a score of a model that gives none") {
    val model: DensityModel = new DensityModel {
      override def logDensity(x: INDArray): INDArray = x.sum(1)
    }
    SparkEnergy.register(spark, "gradientless", DensityModelEnergy.of(model))
    refused("SELECT energy_score('gradientless', x) FROM points", NO_GRADIENT, "gives no score")
    SparkEnergy.unregister("gradientless")
  }

  test("a setting that is not valid") {
    withConf("spark.energy.batch.rows" -> "none") {
      refused(
        "SELECT energy('bowl', x) FROM points",
        CONFIGURATION,
        "spark.energy.batch.rows: found none"
      )
    }
  }

  test("a wrong dimension, in a task") {
    fails(
      "SELECT energy('gauss', x) FROM ragged WHERE id % 5 = 2",
      FEATURES_DIMENSION,
      "column x: found 2 elements, gauss expects d = 3"
    )
    fails(
      "SELECT energy_score('gauss', array(a, b)) FROM points",
      FEATURES_DIMENSION,
      "column array(a, b): found 2 elements, gauss expects d = 3"
    )
  }

  test("a null element, in a task, from rows and from columns") {
    spark
      .sql("SELECT id, array(1D, if(id = 1, null, 2D), 3D) AS x FROM range(3)")
      .write
      .mode("overwrite")
      .parquet(spark.conf.get("spark.sql.warehouse.dir") + "/null_elements")
    spark.read
      .parquet(spark.conf.get("spark.sql.warehouse.dir") + "/null_elements")
      .createOrReplaceTempView("nulls")
    val message = "column x: found null at element 1, expected a number in every element"
    fails("SELECT energy('gauss', x) FROM nulls", FEATURES_NULL_ELEMENT, message)
    fails("SELECT energy('gauss', x) FROM nulls WHERE id > 0", FEATURES_NULL_ELEMENT, message)
    fails(
      "SELECT energy('gauss', s.x) FROM (SELECT struct(x) AS s FROM nulls)",
      FEATURES_NULL_ELEMENT,
      message.replace("x:", "s.x:")
    )
  }

  test("a name that no model may have") {
    Seq("", " ", "{}").foreach { name =>
      val error = intercept[EnergyException](
        SparkEnergy.register(spark, name, io.sparkenergy.energy.HarmonicEnergy.of(1))
      )
      assert(error.condition === INVALID_MODEL_NAME)
    }
  }
}
