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
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws an energy in two dimensions: contours, and arrows along the score. */
@Command(
    name = "landscape",
    mixinStandardHelpOptions = true,
    description = "Draws the map of an energy in two dimensions, with arrows along its score.",
    footer = {"Example:", "  landscape --energy '{\"type\": \"rosenbrock\"}' --x -2,2 --y -1,3"})
public final class Landscapes extends Example {
  @Option(
      names = "--energy",
      defaultValue = "{\"type\": \"double_well\"}",
      paramLabel = "JSON",
      description = "What to draw (default: ${DEFAULT-VALUE}).")
  private String energy;

  @Option(
      names = "--x",
      defaultValue = "-2,2",
      split = ",",
      arity = "1",
      paramLabel = "FROM,TO",
      description = "The range of the first coordinate (default: ${DEFAULT-VALUE}).")
  private List<Double> x;

  @Option(
      names = "--y",
      defaultValue = "-2,2",
      split = ",",
      arity = "1",
      paramLabel = "FROM,TO",
      description = "The range of the second coordinate (default: ${DEFAULT-VALUE}).")
  private List<Double> y;

  @Option(
      names = "--steps",
      defaultValue = "97",
      description = "Points along each axis (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--output",
      defaultValue = "examples/target/landscape/landscape",
      description = "The files to write, without their endings (default: ${DEFAULT-VALUE}).")
  private Path output;

  public static void main(String[] arguments) {
    start(new Landscapes(), arguments);
  }

  @Override
  public int run(SparkSession spark) throws IOException {
    if (x.size() != 2 || y.size() != 2) {
      throw new IllegalArgumentException(
          "found --x %s and --y %s, expected FROM,TO for each".formatted(x, y));
    }
    EnergyFunction function = Energies.fromJson(energy);
    Landscape landscape =
        Landscape.of(
            SparkEnergy.evaluate(
                Landscape.grid(spark, x.get(0), x.get(1), y.get(0), y.get(1), steps),
                function,
                "x",
                "y"));
    Path png = landscape.png(function.name(), output);
    Path svg = output.resolveSibling(output.getFileName() + ".svg");
    Files.writeString(svg, landscape.svg(function.name()));
    System.out.printf("%s: %s%n%s%n%s%n", function.name(), landscape, png, svg);
    return 0;
  }
}
