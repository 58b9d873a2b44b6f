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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.energy.EnergyFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine;

class EnergyPicturesTest {
  private static final Path COMMITTED = Path.of("..", "spark-energy", "docs", "images", "energies");
  private static final Pattern SHAPE = Pattern.compile("<(path|rect|circle) [^>]*>");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");

  /**
   * Machines differ in the last bits of an energy, and so in the tenth that a place is rounded to.
   */
  private static final double TENTHS = 2;

  @Test
  void theCommittedFilesAreWhatIsDrawn(@TempDir Path directory) throws IOException {
    assertThat(new CommandLine(new EnergyPictures()).execute("--output=" + directory)).isZero();
    Map<String, String> drawn = files(directory);
    Map<String, String> committed = files(COMMITTED);
    String again = "examples/run energy-pictures draws them again";
    assertThat(committed.keySet()).as(again).isEqualTo(drawn.keySet());
    drawn.forEach(
        (name, svg) -> {
          String before = committed.get(name);
          assertThat(withoutPlaces(before)).as("%s: %s", name, again).isEqualTo(withoutPlaces(svg));
          assertThat(places(before))
              .as("places in %s: %s", name, again)
              .usingElementComparator((a, b) -> Math.abs(a - b) <= TENTHS ? 0 : 1)
              .containsExactlyElementsOf(places(svg));
        });
  }

  /** All but the numbers of shapes; text, colours and the energies' JSON stay. */
  private static String withoutPlaces(String svg) {
    return SHAPE
        .matcher(svg)
        .replaceAll(
            shape -> {
              String kept = shape.group();
              String geometry = kept.replaceAll("(fill|stroke)[-a-z]*=\"[^\"]*\"", "");
              String style =
                  kept.replaceAll("(?<![-a-z])(d|x|y|r|cx|cy|width|height)=\"[^\"]*\"", "");
              return NUMBER.matcher(geometry).replaceAll("#").replace(" ", "") + style;
            });
  }

  private static List<Integer> places(String svg) {
    return SHAPE
        .matcher(svg)
        .results()
        .map(shape -> shape.group().replaceAll("(fill|stroke)[-a-z]*=\"[^\"]*\"", ""))
        .flatMap(geometry -> NUMBER.matcher(geometry).results().map(MatchResult::group))
        .map(Integer::valueOf)
        .toList();
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.toList()) {
        files.put(path.getFileName().toString(), Files.readString(path));
      }
    }
    return files;
  }

  static Stream<MapPanel> maps() {
    return PictureCatalogue.all().values().stream()
        .flatMap(picture -> picture.rows().stream())
        .flatMap(List::stream)
        .filter(MapPanel.class::isInstance)
        .map(MapPanel.class::cast);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void dotsAreWhereTheEnergyIsLowest(MapPanel map) {
    EnergyFunction energy = map.energy();
    double[][] around = new double[400][];
    for (double[] dot : map.lowest()) {
      double lowest = energy.energy(Nd4j.createFromArray(new double[][] {dot})).getDouble(0);
      for (int k = 0; k < around.length; k++) {
        double radius = 0.02 * (k + 1);
        around[k] =
            new double[] {dot[0] + radius * Math.cos(2.4 * k), dot[1] + radius * Math.sin(2.4 * k)};
      }
      double[] others = energy.energy(Nd4j.createFromArray(around)).toDoubleVector();
      assertThat(DoubleStream.of(others).min().orElseThrow()).isGreaterThan(lowest - 1e-9);
      double[] score = energy.score(Nd4j.createFromArray(new double[][] {dot})).toDoubleVector();
      assertThat(score).containsExactly(new double[] {0, 0}, within(1e-9));
    }
  }

  @Test
  void theLauncherKnowsTheCommand() throws IOException {
    CommandLine command = new CommandLine(new EnergyPictures());
    assertThat(command.getUsageMessage()).contains("Usage: energy-pictures").contains("--help");
    assertThat(Files.readString(Path.of("run")))
        .contains("  energy-pictures) main=pictures.EnergyPictures ;;\n")
        .contains("\n  energy-pictures ");
  }

  @Test
  void ticksAreRoundAndWithinTheAxis() {
    assertThat(new Axis(-2.2, 2.2, 300).ticks(40)).containsExactly(-2, -1, 0, 1, 2);
    assertThat(new Axis(146, 194, 290).ticks(45)).containsExactly(150, 160, 170, 180, 190);
    assertThat(new Axis(0, 1, 100).ticks(40)).containsExactly(0, 0.5, 1);
    assertThat(new Axis(-2.2, 2.2, 300).place(-2.2)).isZero();
    assertThat(new Axis(-2, 2, 300).place(1)).isEqualTo(225);
  }

  @Test
  void labelsHaveThreeDigits() {
    assertThat(Stream.of(0.0, -2.0, 1234.0, 0.31999, 250000.0, 1.5e7, -0.00002).map(Axis::label))
        .containsExactly("0", "−2", "1230", "0.32", "2.5e5", "1.5e7", "−0.00002");
  }

  @Test
  void pathsGoFromPointToPoint() {
    SvgCanvas canvas = new SvgCanvas();
    canvas.moveOrigin(1, 2);
    canvas.path(
        List.of(List.of(new double[] {0, 0}, new double[] {1.04, -2}, new double[] {0.3, 0})),
        true,
        "fill=\"none\"");
    assertThat(canvas.document(10, 5, "<a>", "b & c"))
        .contains("<path d=\"M10 20l10-20-7 20z\" fill=\"none\"/>")
        .contains("width=\"10\" height=\"5\" viewBox=\"0 0 100 50\" font")
        .contains("<title>&lt;a&gt;</title>\n<desc>b &amp; c</desc>");
  }
}
