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
package io.sparkenergy.catalyst;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A job whose settings are its arguments, key, value, key, value, …: eight tasks of ten rows each.
 * Prints the plan, each task's process and GPU, and the sum of the energies.
 */
public final class GpuJob {
  static final int TASKS = 8;
  static final int ROWS = 10 * TASKS;

  private GpuJob() {}

  public static void main(String[] settings) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("GPUs")
            .config("spark.ui.enabled", false)
            .config("spark.sql.extensions", "io.sparkenergy.SparkEnergyExtensions");
    for (int i = 0; i < settings.length; i += 2) {
      builder.config(settings[i], settings[i + 1]);
    }
    try {
      SparkSession spark = builder.getOrCreate();
      // Stopped, not closed: what closing throws differs between Sparks.
      try {
        run(spark);
      } finally {
        spark.stop();
      }
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        System.out.println("refused: " + cause.getMessage());
      }
    }
  }

  private static void run(SparkSession spark) {
    SparkEnergy.register(spark, "harmonic", HarmonicEnergy.of(2));
    Dataset<Row> evaluated =
        spark
            .range(0, ROWS, 1, TASKS)
            .selectExpr("array(double(id), 1d) as x")
            .selectExpr("energy('harmonic', x) as energy", "energy_score('harmonic', x) as score");
    System.out.println(evaluated.queryExecution().executedPlan());
    List<String> tasks =
        evaluated
            .mapPartitions((MapPartitionsFunction<Row, String>) GpuJob::task, Encoders.STRING())
            .collectAsList();
    tasks.forEach(System.out::println);
    System.out.println("one by one " + oneByOne(spark));
  }

  /** A call in a lambda, which no batch takes in. */
  private static double oneByOne(SparkSession spark) {
    return spark
        .sql("select transform(array(array(3d)), v -> energy('harmonic', v))[0] as energy")
        .first()
        .getDouble(0);
  }

  private static Iterator<String> task(Iterator<Row> rows) {
    double sum = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      sum += row.getDouble(0) + row.<Double>getList(1).get(0);
    }
    ResourceInformation gpu = TaskContext.get().resourcesJMap().get("gpu");
    String address = gpu == null ? "none" : gpu.addresses()[0];
    List<String> one = new ArrayList<>();
    one.add("task process=%d gpu=%s sum=%s".formatted(ProcessHandle.current().pid(), address, sum));
    return one.iterator();
  }
}
