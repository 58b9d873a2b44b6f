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

import java.nio.file.Files
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.execution.FileSourceScanExec
import scala.concurrent.{Await, Future}
import scala.concurrent.ExecutionContext.Implicits.global
import scala.concurrent.duration._
import scala.util.Try

/** What the operator reads, computes, shows and frees. */
class OperatorSuite extends QueryTestBase {
  private def watched[T](settings: (String, String)*)(body: => T): T = {
    WatchedBackend.reset()
    assert(WatchedBackend.OPEN.get === 0)
    withConf((settings :+ ("spark.energy.backend" -> WatchedBackend.NAME)): _*)(body)
  }

  private def metric(df: DataFrame, name: String): Long =
    operators(df).map(_.metrics(name).value).sum

  private def scan(df: DataFrame): FileSourceScanExec =
    nodes(df.queryExecution.executedPlan).collectFirst { case scan: FileSourceScanExec => scan }.get

  test("columns that nobody reads are not scanned, and cheap filters reach the scan") {
    val df = spark.sql("SELECT id FROM points WHERE energy('bowl', x) < 3 AND grp = 2")
    df.collect()
    assert(scan(df).output.map(_.name).toSet === Set("id", "x", "grp"))
    assert(scan(df).metadata("PushedFilters").contains("EqualTo(grp,2)"))
  }

  test("EXPLAIN names model, dimension, results, backend and precision") {
    val plan =
      spark.sql("EXPLAIN SELECT id, energy_and_score('gauss', x) FROM points").head().getString(0)
    assert(plan.contains("EvaluateEnergy [gauss(x) -> energy#"), plan)
    assert(plan.contains(", score#"), plan)
    assert(plan.contains("d = 3, backend cpu, double], from columns"), plan)
  }

  test("EXPLAIN FORMATTED has the operator with its input and output") {
    val plan =
      spark.sql("EXPLAIN FORMATTED SELECT energy('gauss', x) FROM points").head().getString(0)
    assert(plan.contains("EvaluateEnergy"), plan)
  }

  test("the metrics count rows, batches, times and memory") {
    Seq("cpu", "nd4j").foreach { backend =>
      val df = withConf("spark.energy.batch.rows" -> "32", "spark.energy.backend" -> backend) {
        val scored = spark.sql("SELECT id, energy('gauss', x) FROM points")
        scored.collect()
        scored
      }
      assert(metric(df, "rows") === 200)
      assert(metric(df, "batches") === 8)
      assert(metric(df, "computeTime") > 0)
      assert(metric(df, "copyTime") > 0)
      // Backend cpu has its rows in the JVM's own memory.
      assert(metric(df, "peakMemory") >= (if (backend == "nd4j") 32 * 3 * 8 else 0))
      assert(operators(df).head.metrics("rows").name === Some(s"rows, by backend $backend"))
    }
  }

  test("rows evaluated one by one are counted where they are") {
    val df = spark.sql("SELECT transform(xs, p -> energy('bowl', p)) FROM points")
    df.collect()
    val counters = nodes(df.queryExecution.executedPlan).collect { case node: RowByRowEnergyExec =>
      node
    }
    assert(counters.map(_.metrics("rowByRow").value) === Seq(200 - 29 + 200))
    assert(counters.head.simpleString(10) === "RowByRowEnergy [bowl(p)]")
  }

  test("energy and score of one model and column are one evaluation") {
    watched() {
      spark
        .sql("SELECT energy('gauss', x), energy_score('gauss', x), energy('bowl', x) FROM few")
        .collect()
      assert(WatchedBackend.ROWS.get === 2 * spark.table("few").where("x is not null").count())
    }
  }

  test("a limit evaluates no more rows than it gives") {
    watched() {
      val rows = spark
        .sql("SELECT id, energy('bowl', array(id, 1)) FROM range(0, 100000, 1, 1) LIMIT 5")
        .collect()
      assert(rows.length === 5)
      assert(WatchedBackend.ROWS.get === 5)
    }
  }

  test("a limit above a filter on energy stops after a small batch") {
    watched() {
      val query =
        "SELECT id FROM range(0, 100000, 1, 1) WHERE energy('bowl', array(id, 1)) >= 0 LIMIT 5"
      assert(spark.sql(query).collect().length === 5)
      assert(WatchedBackend.ROWS.get === 64)
    }
  }

  test("rows and columns give the same energies, with off-heap columns too") {
    val fromColumns = spark.sql("SELECT id, energy_and_score('gauss', x) FROM points")
    val fromRows = spark.sql("SELECT id, energy_and_score('gauss', x) FROM points WHERE id >= 0")
    val columns = fromColumns.collect().toSeq
    assert(operators(fromColumns).map(_.columnar) === Seq(true))
    assertSame(fromRows.collect().toSeq, columns, ordered = false)
    assert(operators(fromRows).map(_.columnar) === Seq(false))
    withConf("spark.sql.columnVector.offheap.enabled" -> "true") {
      val offHeap = spark.sql("SELECT id, energy_and_score('gauss', x) FROM points")
      assertSame(offHeap.collect().toSeq, columns, ordered = false)
      assert(operators(offHeap).map(_.columnar) === Seq(true))
    }
  }

  test("columns in chunks, dictionaries, ragged and null rows") {
    val path = Files.createTempDirectory("columns").resolve("t").toString
    spark
      .range(0, 5000, 1, 1)
      .selectExpr(
        "id",
        "if(id % 11 = 0, null, transform(sequence(1, id % 3 + 1), i -> double(id % 4))) as x"
      )
      .write
      .parquet(path)
    spark.read.parquet(path).createOrReplaceTempView("chunks")
    check("SELECT id, energy('bowl', x), energy('wells', x) FROM chunks WHERE id % 3 < 2", 1)
    Seq("false", "true").foreach { offHeap =>
      withConf("spark.sql.columnVector.offheap.enabled" -> offHeap) {
        val sums = spark
          .sql("SELECT sum(e), count(e) FROM (SELECT energy('bowl', x) AS e FROM chunks)")
        val found = sums.collect().head
        // Sum of k v^2 / 2 with k = 2 over the elements, all v = id % 4, by Spark's own arithmetic.
        val expected = spark
          .sql("SELECT sum(size(x) * pow(id % 4, 2)), count(x) FROM chunks WHERE x IS NOT NULL")
          .head()
        assert(found.getDouble(0) === expected.getDouble(0))
        assert(found.getLong(1) === expected.getLong(1))
        assert(operators(sums).map(_.columnar) === Seq(true))
      }
    }
  }

  test("batches are bounded by rows and by bytes") {
    def batches(settings: (String, String)*): Long = withConf(settings: _*) {
      val df = spark.sql("SELECT sum(energy('bowl', array(id, 1))) FROM range(0, 10000, 1, 1)")
      df.collect()
      metric(df, "batches")
    }
    // 64, 256 and nine times 1024 rows, then what is left.
    assert(batches() === 12)
    assert(batches("spark.energy.batch.rows" -> "100") === 101)
    assert(batches("spark.energy.batch.bytes" -> "4096") > 50)
  }

  test("an evaluator is opened for the first batch and once more for all") {
    watched() {
      spark.sql("SELECT sum(energy('bowl', array(id, 1))) FROM range(0, 10000, 1, 1)").collect()
      assert(WatchedBackend.OPENED.get === 2)
    }
  }

  test("opening an evaluator is no copy time, from rows and from columns") {
    Seq("range(0, 200, 1, 1)", "points").foreach { table =>
      watched() {
        WatchedBackend.OPEN_DELAY.set(300)
        val features = if (table == "points") "x" else "array(id, 1)"
        val df = spark.sql(s"SELECT sum(energy('bowl', $features)) FROM $table")
        df.collect()
        assert(metric(df, "copyTime") < 300L * 1000 * 1000)
      }
    }
  }

  test("ten thousand partitions of few rows") {
    val df = spark
      .range(0, 20000, 1, 10000)
      .selectExpr("energy('bowl', array(id, 2)) AS e")
      .selectExpr("sum(e)")
    // Sum of id^2 + 4.
    val expected = (0L until 20000L).map(id => id.toDouble * id + 4).sum
    assert(math.abs(df.head().getDouble(0) - expected) <= 1e-12 * expected)
  }

  test("native memory is freed when a task succeeds, and an empty one holds none") {
    watched() {
      spark.sql("SELECT sum(energy('gauss', x)) FROM points").collect()
      assert(WatchedBackend.OPENED.get > 0)
      assert(WatchedBackend.OPEN.get === 0)
      WatchedBackend.reset()
      spark.sql("SELECT energy('gauss', x) FROM points WHERE id < 0").collect()
      assert(WatchedBackend.OPENED.get === 0)
    }
  }

  test("native memory is freed when a task fails") {
    watched("spark.energy.batch.rows" -> "8") {
      val failing =
        "SELECT energy('gauss', if(id = 77, array(1D), array(1D, 2D, 3D))) FROM range(0, 100, 1, 1)"
      assert(Try(spark.sql(failing).collect()).isFailure)
      assert(WatchedBackend.OPENED.get > 0)
      assert(WatchedBackend.OPEN.get === 0)
      val rowByRow =
        withConf("spark.energy.batch.enabled" -> "false")(Try(spark.sql(failing).collect()))
      assert(rowByRow.isFailure)
      assert(WatchedBackend.OPEN.get === 0)
    }
  }

  test("native memory is freed when a job is cancelled") {
    watched("spark.energy.batch.rows" -> "1") {
      val group = "to be cancelled"
      WatchedBackend.DELAY.set(20)
      val job = Future {
        spark.sparkContext.setJobGroup(group, group, interruptOnCancel = true)
        spark.sql("SELECT sum(energy('bowl', array(id, 1))) FROM range(0, 100000, 1, 2)").collect()
      }
      eventually(WatchedBackend.ROWS.get > 3)
      spark.sparkContext.cancelJobGroup(group)
      assert(Try(Await.result(job, 30.seconds)).isFailure)
      eventually(WatchedBackend.OPEN.get == 0)
    }
  }

  private def eventually(condition: => Boolean): Unit = {
    val deadline = 30.seconds.fromNow
    while (!condition && deadline.hasTimeLeft()) {
      Thread.sleep(20)
    }
    assert(condition)
  }
}
