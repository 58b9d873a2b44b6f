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

import java.io.ByteArrayOutputStream
import java.nio.file.{Files, Path}
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.streaming.Trigger

/** Structured Streaming: micro-batches, restarts from a checkpoint, and foreachBatch. */
class StreamingSuite extends QueryTestBase {
  private def arrive(folder: Path, from: Long, until: Long): Unit =
    spark
      .range(from, until, 1, 2)
      .selectExpr("id", "array(id / 50 - 2, sin(id), cos(id)) as x")
      .write
      .mode("append")
      .parquet(folder.toString)

  private def stream(folder: Path): DataFrame =
    spark.readStream.schema("id bigint, x array<double>").parquet(folder.toString)

  private def expected(folder: Path): Seq[Row] =
    withConf("spark.energy.batch.enabled" -> "false") {
      spark.read
        .parquet(folder.toString)
        .selectExpr("id", "energy_and_score('gauss', x) AS b")
        .collect()
        .toSeq
    }

  test("a query stopped and started again gives each row its energy once") {
    val base = Files.createTempDirectory("stream")
    val (input, output, checkpoint) =
      (base.resolve("in"), base.resolve("out"), base.resolve("checkpoint"))
    def run(): Unit = {
      val query = stream(input)
        .selectExpr("id", "energy_and_score('gauss', x) AS b")
        .writeStream
        .option("checkpointLocation", checkpoint.toString)
        .option("path", output.toString)
        .format("parquet")
        .trigger(Trigger.AvailableNow())
        .start()
      query.awaitTermination()
    }
    arrive(input, 0, 100)
    run()
    arrive(input, 100, 150)
    run()
    run()
    assertSame(
      spark.read.parquet(output.toString).collect().toSeq,
      expected(input),
      ordered = false
    )
  }

  test("a streaming filter and aggregate on energy run in the operator") {
    val input = Files.createTempDirectory("stream").resolve("in")
    arrive(input, 0, 60)
    val query = stream(input)
      .where("energy('bowl', x) < 4")
      .selectExpr("id % 3 AS k", "energy('bowl', x) AS e")
      .groupBy("k")
      .max("e")
      .writeStream
      .format("memory")
      .queryName("largest")
      .outputMode("complete")
      .start()
    query.processAllAvailable()
    query.stop()
    val batch = spark.read
      .parquet(input.toString)
      .where("energy('bowl', x) < 4")
      .selectExpr("id % 3 AS k", "energy('bowl', x) AS e")
      .groupBy("k")
      .max("e")
    assertSame(spark.table("largest").collect().toSeq, batch.collect().toSeq, ordered = false)
    // What holds the plan itself changed its package in Spark 4.1.
    val plan = new ByteArrayOutputStream
    Console.withOut(plan)(query.explain())
    assert(plan.toString.contains("EvaluateEnergy ["))
  }

  test("foreachBatch") {
    val base = Files.createTempDirectory("stream")
    val (input, output) = (base.resolve("in"), base.resolve("out"))
    arrive(input, 0, 50)
    val write: (DataFrame, Long) => Unit = (rows, _) =>
      rows
        .selectExpr("id", "energy_and_score('gauss', x) AS b")
        .write
        .mode("append")
        .parquet(output.toString)
    stream(input).writeStream
      .foreachBatch(write)
      .trigger(Trigger.AvailableNow())
      .start()
      .awaitTermination()
    assertSame(
      spark.read.parquet(output.toString).collect().toSeq,
      expected(input),
      ordered = false
    )
  }
}
