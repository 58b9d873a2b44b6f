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
import io.sparkenergy.energy.GaussianEnergy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Which penguins are unusual? Fits a Gaussian energy to four measurements of each bird, evaluates
 * energy and score, prints the birds of highest energy, and plots all of them.
 */
@Command(
    name = "penguins",
    mixinStandardHelpOptions = true,
    description = "Fits a Gaussian energy to the Palmer penguins and shows the most unusual birds.")
public final class Penguins extends Example {
  static final String[] FEATURES = {
    "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"
  };

  @Option(
      names = "--input",
      defaultValue = "examples/data/penguins.csv",
      description = "The table of penguins (default: ${DEFAULT-VALUE}).")
  private String input;

  @Option(
      names = "--output",
      defaultValue = "examples/target/penguins",
      description = "The directory of the results (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--top",
      defaultValue = "10",
      description = "How many birds to print (default: ${DEFAULT-VALUE}).")
  private int top;

  public static void main(String[] arguments) {
    start(new Penguins(), arguments);
  }

  @Override
  public int run(SparkSession spark) throws IOException {
    Dataset<Row> table = spark.read().option("header", true).option("inferSchema", true).csv(input);
    Dataset<Row> birds = table.na().drop("any", FEATURES);

    GaussianEnergy energy = GaussianEnergy.fromSamples(SparkEnergy.samples(birds, FEATURES));
    String results = output.resolve("energies.parquet").toString();
    SparkEnergy.evaluate(birds, energy, FEATURES).write().mode("overwrite").parquet(results);
    Dataset<Row> scored = spark.read().parquet(results);

    System.out.printf(
        "%d of %d penguins were measured; a Gaussian energy was fitted to %s.%n",
        scored.count(), table.count(), String.join(", ", FEATURES));
    System.out.printf("The %d most unusual:%n", top);
    scored
        .orderBy(functions.col("energy").desc())
        .withColumn("energy", functions.round(functions.col("energy"), 3))
        .drop("score")
        .show(top, false);

    List<Row> points = scored.select(FEATURES[0], FEATURES[2], "energy").collectAsList();
    Path plot =
        EnergyScatter.of("Energy of the Palmer penguins", "bill length, mm", "flipper length, mm")
            .add(points)
            .png(output.resolve("penguins"));
    System.out.println("Energies and scores of all birds: " + results);
    System.out.println("Plot: " + plot);
    return 0;
  }
}
