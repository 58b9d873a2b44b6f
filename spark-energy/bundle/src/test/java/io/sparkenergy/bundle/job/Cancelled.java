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
package io.sparkenergy.bundle.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.bytedeco.javacpp.Pointer;
import scala.Tuple2;

/**
 * A job that is cancelled while each executor holds the memory of a batch, and the memory of the
 * executors before, in between and after.
 */
final class Cancelled {
  private static final int EXECUTORS = 2;

  /** A row of the second batch, for which the evaluator of a whole batch is opened. */
  private static final int HELD_AT = 100;

  private Cancelled() {}

  static void run(Scored run) throws IOException, InterruptedException {
    SparkSession spark = run.spark();
    SparkContext context = spark.sparkContext();
    Path held = run.directory().resolve("held");
    System.out.println("MEMORY before " + memory(context));
    AtomicReference<String> message = new AtomicReference<>("none: the job ended well");
    Thread job =
        new Thread(
            () -> {
              context.setJobGroup("to be cancelled", "to be cancelled", true);
              try {
                run.write(Scored.of(holding(spark, held), "'hinges'"));
              } catch (Exception e) {
                message.set(Hinges.message(e));
              }
            });
    job.start();
    for (int k = 0; k < 600 && Hinges.files(held).size() < EXECUTORS; k++) {
      Thread.sleep(100);
    }
    context.cancelJobGroup("to be cancelled");
    job.join();
    Map<String, Long> during = new TreeMap<>();
    for (String executor : Hinges.files(held)) {
      during.put(executor, Long.parseLong(Files.readString(held.resolve(executor))));
    }
    System.out.println("CANCELLED " + message.get());
    System.out.println("OUTPUT " + Hinges.files(run.output()));
    System.out.println("MEMORY during " + during);
    System.out.println("MEMORY after " + memory(context));
  }

  private static Dataset<Long> holding(SparkSession spark, Path held) {
    String place = held.toString();
    return spark
        .range(0, DisturbedRows.ROWS, 1, DisturbedRows.PARTITIONS)
        .mapPartitions(
            (MapPartitionsFunction<Long, Long>) rows -> new Holding(rows, place), Encoders.LONG());
  }

  /** Tells its executor's memory at a row, and stays there. */
  private static final class Holding implements Iterator<Long> {
    private final Iterator<Long> rows;
    private final String held;
    private int count;

    Holding(Iterator<Long> rows, String held) {
      this.rows = rows;
      this.held = held;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Long next() {
      if (count++ == HELD_AT) {
        DisturbedRows.mark(
            Path.of(held), SparkEnv.get().executorId(), "" + Pointer.physicalBytes());
        try {
          Thread.sleep(120_000);
        } catch (InterruptedException e) {
          throw new IllegalStateException("killed while it held memory", e);
        }
      }
      return rows.next();
    }
  }

  /** The physical bytes of the executors when all tasks have ended. */
  private static Map<String, Long> memory(SparkContext context) {
    Map<String, Long> bytes = new TreeMap<>();
    for (int attempt = 0; attempt < 10 && bytes.size() < EXECUTORS; attempt++) {
      new JavaSparkContext(context)
          .parallelize(Collections.nCopies(2 * EXECUTORS, 0), 2 * EXECUTORS)
          .map(
              nothing -> {
                Thread.sleep(300);
                return new Tuple2<>(SparkEnv.get().executorId(), Pointer.physicalBytes());
              })
          .collect()
          .forEach(found -> bytes.put(found._1(), found._2()));
    }
    return bytes;
  }
}
