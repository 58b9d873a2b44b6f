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
package io.sparkenergy.examples;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.RosenbrockEnergy;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Energies of a stream: rows arrive at a rate, get their energy and score, and go to Parquet files.
 * Started again on the same checkpoint, it goes on where it stopped, and no row comes twice.
 */
@Command(
    name = "streaming",
    mixinStandardHelpOptions = true,
    description = "Evaluates an energy over rows that arrive, and writes them as they come.")
public final class StreamingScores extends Example {
  @Option(
      names = "--rows-per-second",
      defaultValue = "1000",
      description = "How many rows arrive in a second (default: ${DEFAULT-VALUE}).")
  private long rowsPerSecond;

  @Option(
      names = "--rows",
      defaultValue = "10000",
      description = "After how many rows this run stops (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--output",
      defaultValue = "examples/target/streaming/scores",
      description = "The directory of Parquet files (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--checkpoint",
      defaultValue = "examples/target/streaming/checkpoint",
      description = "Where the stream keeps how far it came (default: ${DEFAULT-VALUE}).")
  private Path checkpoint;

  public static void main(String[] arguments) {
    start(new StreamingScores(), arguments);
  }

  @Override
  public int run(SparkSession spark) throws TimeoutException, StreamingQueryException {
    StreamingQuery query =
        spark
            .readStream()
            .format("rate")
            .option("rowsPerSecond", rowsPerSecond)
            .load()
            .selectExpr("value", "array(sin(value), cos(value)) AS x")
            .withColumn(
                "result",
                SparkEnergy.energyAndScore(RosenbrockEnergy.of(1, 100), functions.col("x")))
            .select("value", "x", "result.energy", "result.score")
            .writeStream()
            .format("parquet")
            .option("path", output.toString())
            .option("checkpointLocation", checkpoint.toString())
            .start();
    long written = 0;
    long lastBatch = -1;
    while (written < rows) {
      // Ends here only if the query has failed, which is thrown.
      query.awaitTermination(200);
      StreamingQueryProgress progress = query.lastProgress();
      if (progress != null && progress.batchId() > lastBatch) {
        lastBatch = progress.batchId();
        written += progress.numInputRows();
        System.out.printf(
            "batch %d: %d rows, %d in this run%n", lastBatch, progress.numInputRows(), written);
      }
    }
    query.stop();
    System.out.println("Scores: " + output);
    return 0;
  }
}
