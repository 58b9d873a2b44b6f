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

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.MlpEnergy.Layer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs of backend {@code nd4j} with a perceptron that takes {@code 4096} hinges: E(x) = Σ max(xᵢ +
 * 1, 0) over its two features and a great many that are 0, so that a batch takes much memory, the
 * energy has a file of parameters and is broadcast.
 */
final class Hinges {
  private static final int WIDTH = 4096;

  /** A row takes some 100 KB of native memory. */
  private static final String MANY_ROWS = "1024";

  private static final String TOO_MANY_ROWS = "16384";

  private Hinges() {}

  static EnergyFunction energy() {
    double[][] in = new double[WIDTH][2];
    double[] bias = new double[WIDTH];
    for (int i = 0; i < 2; i++) {
      in[i][i] = 1;
      bias[i] = 1;
    }
    double[][] out = new double[1][WIDTH];
    Arrays.fill(out[0], 1);
    return MlpEnergy.of(Activation.RELU, Layer.of(in, bias), Layer.of(out, new double[1]));
  }

  static void run(Scored run) throws IOException, InterruptedException {
    SparkSession spark = run.spark();
    SparkEnergy.register(spark, "hinges", energy());
    spark.conf().set("spark.energy.backend", run.run().endsWith("on-cpu") ? "cpu" : "nd4j");
    spark.conf().set("spark.energy.batch.bytes", "8589934592");
    boolean starved = run.run().equals("hinges-starved");
    spark.conf().set("spark.energy.batch.rows", starved ? TOO_MANY_ROWS : MANY_ROWS);
    switch (run.run()) {
      case "hinges-cancelled" -> Cancelled.run(run);
      case "hinges-starved" -> starved(run);
      case "hinges-json-deleted" -> deleted(run, "hinges.json");
      case "hinges-directory-deleted" -> deleted(run, "hinges");
      default ->
          run.write(
              Scored.of(DisturbedRows.of(spark, run.directory(), run.run(), 300), "'hinges'"));
    }
  }

  /** What a failed or cancelled run has to say. */
  static String message(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      text.append(cause.getMessage()).append(" | ");
    }
    return text.toString().replaceAll("\\s+", " ");
  }

  /** A batch that no executor has the native memory for. */
  private static void starved(Scored run) {
    try {
      run.write(
          Scored.of(DisturbedRows.of(run.spark(), run.directory(), run.run(), 0), "'hinges'"));
    } catch (Exception e) {
      System.out.println("STARVED " + message(e));
    }
    System.out.printf(
        "LOST %d executors, %d tasks failed%n", run.losses().executors(), run.losses().tasks());
  }

  /** Deletes the energy's file when the query is planned, and before anything of it runs. */
  private static void deleted(Scored run, String name) throws IOException {
    SparkSession spark = run.spark();
    Path path = run.directory().resolve(name);
    Files.createDirectories(run.directory());
    SparkEnergy.save(spark, energy(), path.toString());
    System.out.println("SAVED " + files(path));
    String model = "from_" + run.run().replace('-', '_');
    spark.conf().set("spark.energy.functions." + model, path.toString());
    Dataset<Row> scored =
        Scored.of(DisturbedRows.of(spark, run.directory(), run.run(), 300), "'" + model + "'");
    scored.explain();
    delete(path);
    run.write(scored);
    try {
      spark.conf().set("spark.energy.functions.gone", path.toString());
      spark.sql("SELECT energy('gone', array(1D, 2D))").collect();
    } catch (Exception e) {
      System.out.println("GONE " + message(e));
    }
  }

  static List<String> files(Path path) throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
    if (Files.exists(path)) {
      throw new IOException(path + " is there still");
    }
  }
}
