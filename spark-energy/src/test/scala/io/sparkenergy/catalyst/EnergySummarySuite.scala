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

import org.apache.spark.sql.Row

/** `energy_summary` against Spark's own aggregates over the energies. */
class EnergySummarySuite extends QueryTestBase {
  private val own = "count(e), avg(e), stddev_samp(e), min(e), max(e)"
  private val same = "s.count, s.mean, s.std, s.min, s.max"
  private val energies = "SELECT grp, energy('bowl', x) AS e FROM points"

  private def assertClose(query: String, expected: String): Seq[Row] = {
    val found = spark.sql(query).collect().toSeq
    assertSame(found, spark.sql(expected).collect().toSeq, ordered = true)
    found
  }

  test("the summary of a table, in batches") {
    val df = spark.sql("SELECT energy_summary('bowl', x) AS s FROM points")
    df.collect()
    assert(shape(df) === Shape(1, 0))
    assertClose(
      s"SELECT $same FROM (SELECT energy_summary('bowl', x) AS s FROM points)",
      s"SELECT $own FROM ($energies)"
    )
  }

  test("quantiles are numbers of the table while there are few") {
    val sorted = spark.sql(s"SELECT e FROM ($energies) WHERE e IS NOT NULL ORDER BY e").collect()
    val found = spark
      .sql("SELECT energy_summary('bowl', x) AS s FROM points")
      .selectExpr("s.q05", "s.q25", "s.median", "s.q75", "s.q95")
      .head()
    Seq(0.05, 0.25, 0.5, 0.75, 0.95).zipWithIndex.foreach { case (p, i) =>
      val rank = math.ceil(p * sorted.length).toInt
      assert(found.getDouble(i) === sorted(rank - 1).getDouble(0))
    }
  }

  test("GROUP BY, FILTER and HAVING, hashed and sorted") {
    Seq("true", "false").foreach { hashed =>
      withConf("spark.sql.execution.useObjectHashAggregateExec" -> hashed) {
        val groups = assertClose(
          s"SELECT grp, $same FROM (SELECT grp, energy_summary('bowl', x) AS s FROM points" +
            " GROUP BY grp) ORDER BY grp",
          s"SELECT grp, $own FROM ($energies) GROUP BY grp ORDER BY grp"
        )
        assert(groups.length === 5)
      }
    }
    assertClose(
      s"SELECT $same FROM (SELECT energy_summary('bowl', x) FILTER (WHERE grp > 2) AS s FROM" +
        " points)",
      s"SELECT $own FROM ($energies) WHERE grp > 2"
    )
    assertClose(
      "SELECT grp FROM points GROUP BY grp HAVING energy_summary('bowl', x).max > 5 ORDER BY grp",
      s"SELECT grp FROM ($energies) GROUP BY grp HAVING max(e) > 5 ORDER BY grp"
    )
  }

  test("as a window function") {
    assertClose(
      "SELECT id, energy_summary('bowl', x) OVER (PARTITION BY grp ORDER BY id ROWS BETWEEN 3" +
        " PRECEDING AND CURRENT ROW).mean AS m FROM points ORDER BY id",
      "SELECT id, avg(energy('bowl', x)) OVER (PARTITION BY grp ORDER BY id ROWS BETWEEN 3" +
        " PRECEDING AND CURRENT ROW) AS m FROM points ORDER BY id"
    )
  }

  test("NaN and infinities are counted and spoil nothing; no rows give nulls") {
    val x = "VALUES (array(1D)), (array(double('NaN'))), (array(double('Infinity'))), (null)," +
      " (array(2D)) AS t(x)"
    assert(
      spark.sql(s"SELECT to_json(energy_summary('bowl', x)) FROM $x").head().getString(0) ===
        """{"count":2,"nans":1,"infinities":1,"mean":2.5,"std":2.1213203435596424,"min":1.0,""" +
        """"max":4.0,"q05":1.0,"q25":1.0,"median":1.0,"q75":4.0,"q95":4.0}"""
    )
    assert(
      spark
        .sql("SELECT to_json(energy_summary('bowl', x)) FROM points WHERE id < 0")
        .head()
        .getString(0) === """{"count":0,"nans":0,"infinities":0}"""
    )
  }

  test("wrong calls are refused by the name of the function") {
    val refused = intercept[EnergyAnalysisException](
      spark.sql("SELECT energy_summary('bowl') FROM points")
    )
    assert(refused.getMessage.contains("energy_summary: found 1 arguments"))
  }
}
