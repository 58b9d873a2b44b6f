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
package io.sparkenergy.examples.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws the pictures of the energies' page from the energies themselves, without Spark. */
@Command(
    name = "energy-pictures",
    mixinStandardHelpOptions = true,
    description = "Draws the pictures of spark-energy/docs/energies.md, an SVG file a type.")
public final class EnergyPictures implements Callable<Integer> {
  @Option(
      names = "--output",
      defaultValue = "spark-energy/docs/images/energies",
      paramLabel = "FOLDER",
      description = "Where to write the files (default: ${DEFAULT-VALUE}).")
  private Path output;

  public static void main(String[] arguments) {
    int code = new CommandLine(new EnergyPictures()).execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(output);
    for (Map.Entry<String, Picture> picture : PictureCatalogue.all().entrySet()) {
      Path file = output.resolve(picture.getKey() + ".svg");
      Files.writeString(file, picture.getValue().svg(picture.getKey()));
      System.out.printf("%s, %d bytes%n", file, Files.size(file));
    }
    return 0;
  }
}
