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
import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * An energy of one's own, in Java: a ring, E(x) = (‖x‖ - r)² / (2 w²). The lambda runs once, on
 * symbols; what it makes has exact gradients, is saved as JSON, and runs on executors that have
 * never seen this class.
 */
@Command(
    name = "custom-energy",
    mixinStandardHelpOptions = true,
    description = "Defines an energy by a lambda, saves it, and evaluates it over a DataFrame.")
public final class CustomEnergy extends Example {
  @Option(
      names = "--radius",
      defaultValue = "2",
      description = "Where the ring's energy is 0 (default: ${DEFAULT-VALUE}).")
  private double radius;

  @Option(
      names = "--width",
      defaultValue = "0.5",
      description = "How wide the ring is (default: ${DEFAULT-VALUE}).")
  private double width;

  @Option(
      names = "--output",
      defaultValue = "examples/target/custom-energy/ring.json",
      description = "The file of the energy (default: ${DEFAULT-VALUE}).")
  private Path output;

  public static void main(String[] arguments) {
    start(new CustomEnergy(), arguments);
  }

  static EnergyFunction ring(double radius, double width) {
    return EnergyFunction.define(
        "ring", x -> x.norm().minus(radius).square().times(0.5 / (width * width)));
  }

  @Override
  public int run(SparkSession spark) throws IOException {
    EnergyFunction ring = ring(radius, width);
    Files.createDirectories(output.toAbsolutePath().getParent());
    Files.writeString(output, Energies.toJson(ring));

    Dataset<Row> points = spark.range(8).selectExpr("id", "array(id * cos(id), id * sin(id)) AS x");
    System.out.println("Along a spiral, read back from " + output + ":");
    EnergyFunction read = Energies.fromJson(Files.readString(output));
    SparkEnergy.evaluate(points, read, "x").show(false);
    return 0;
  }
}
