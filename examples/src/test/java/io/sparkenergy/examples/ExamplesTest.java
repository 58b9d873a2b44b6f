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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.energy.Energies;
import io.sparkenergy.examples.pictures.EnergyPictures;
import io.sparkenergy.examples.training.RingTraining;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine;

class ExamplesTest {
  private final SparkSession spark = SparkSession.builder().getOrCreate();

  @TempDir Path directory;

  static Stream<Callable<Integer>> examples() {
    return Stream.of(
        new Penguins(),
        new Landscapes(),
        new SqlScoring(),
        new StreamingScores(),
        new CustomEnergy(),
        new CustomEnergyInScala(),
        new PenguinPipeline(),
        new OutOfCore(),
        new RingTraining(),
        new EnergyPictures());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void saysWhatItTakesAndIsKnownByNameToTheLauncher(Callable<Integer> example) throws Exception {
    CommandLine command = new CommandLine(example);
    StringWriter help = new StringWriter();
    assertThat(command.setOut(new PrintWriter(help, true)).execute("--help")).isZero();
    assertThat(help.toString()).startsWith("Usage: " + command.getCommandName() + " ");
    String main =
        example.getClass().getName().substring(Example.class.getPackageName().length() + 1);
    assertThat(Files.readString(Path.of("run")))
        .contains("  %s) main=%s ;;".formatted(command.getCommandName(), main))
        .contains("\n  " + command.getCommandName() + " ");
    assertThat(example.getClass().getMethod("main", String[].class)).isNotNull();
  }

  @Test
  void launcherKnowsNoOthers() throws IOException {
    assertThat(
            Pattern.compile("(?m)^  (\\S+)\\) main=")
                .matcher(Files.readString(Path.of("run")))
                .results())
        .extracting(found -> found.group(1))
        .containsExactlyInAnyOrderElementsOf(
            examples().map(example -> new CommandLine(example).getCommandName()).toList());
  }

  @Test
  void landscapeDrawsAnEnergy() throws Exception {
    String printed =
        Examples.run(
            new Landscapes(),
            "--energy",
            "{\"type\": \"harmonic\", \"k\": 2}",
            "--x=-1,1",
            "--y=-1,1",
            "--steps=21",
            "--output=" + directory.resolve("bowl"));
    // k/2 (x² + y²) at the corners.
    assertThat(printed).contains("harmonic: 21 × 21 points, energies from 0.000 to 2.000");
    assertThat(ImageIO.read(directory.resolve("bowl.png").toFile()).getWidth()).isEqualTo(720);
    assertThat(Files.readString(directory.resolve("bowl.svg"))).startsWith("<svg ");
    assertThatThrownBy(() -> Examples.run(new Landscapes(), "--x=1,2,3"))
        .hasMessageContaining("expected FROM,TO");
  }

  @Test
  void sqlFindsTheSensorThatDrifts() throws Exception {
    String printed =
        Examples.run(new SqlScoring(), "--rows=20000", "--output=" + directory.resolve("readings"));
    // Of the drifting sensor first, with half the mean square of its drift more: 3²/6 = 1.5.
    Matcher first = Pattern.compile("\\| +5\\| +2500\\| +([\\d.]+)\\|").matcher(printed);
    assertThat(first.find()).isTrue();
    assertThat(Double.parseDouble(first.group(1))).isCloseTo(4.34, within(0.2));
    assertThat(printed)
        .containsOnlyOnce("EvaluateEnergy [usual(x) -> energy#")
        .containsOnlyOnce("EvaluateEnergy [usual(x) -> score#");
  }

  @Test
  void streamingWritesEachRowOnceOverTwoRuns() throws Exception {
    String[] options = {
      "--rows-per-second=200",
      "--rows=200",
      "--output=" + directory.resolve("scores"),
      "--checkpoint=" + directory.resolve("checkpoint")
    };
    Examples.run(new StreamingScores(), options);
    Examples.run(new StreamingScores(), options);
    List<Row> rows =
        spark
            .read()
            .parquet(directory.resolve("scores").toString())
            .orderBy("value")
            .collectAsList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(400);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      assertThat(row.getLong(0)).isEqualTo(i);
      double x = Math.sin((double) i);
      double y = Math.cos((double) i);
      double expected = (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
      assertThat(row.getDouble(2)).isCloseTo(expected, within(1e-9));
      assertThat(row.<Double>getList(3).get(1)).isCloseTo(-200 * (y - x * x), within(1e-9));
    }
  }

  @Test
  void customEnergyIsSavedAndReadBack() throws Exception {
    Path file = directory.resolve("ring.json");
    String printed =
        Examples.run(new CustomEnergy(), "--radius=3", "--width=0.5", "--output=" + file);
    assertThat(printed).contains("|energy").contains("|score");
    INDArray x = Nd4j.create(new double[][] {{3, 0}, {0, 4}});
    // (‖x‖ - 3)² / (2 · 0.5²), and its slope towards the ring.
    var ring = Energies.fromJson(Files.readString(file));
    assertThat(ring.energy(x).toDoubleVector()).containsExactly(new double[] {0, 2}, within(1e-12));
    assertThat(ring.score(x).getDouble(1, 1)).isCloseTo(-4, within(1e-12));
  }

  @Test
  void customEnergyInScalaHasItsLowestPointInTheMiddle() throws Exception {
    String printed = Examples.run(new CustomEnergyInScala());
    assertThat(printed.lines().skip(4).findFirst()).hasValue("|     0.0|   0.0|");
    INDArray x = Nd4j.create(new double[][] {{0.5, -1}});
    double expected = 0.1 * 1.25 + 1.5 * (Math.pow(Math.sin(1.5), 2) + Math.pow(Math.sin(3), 2));
    assertThat(CustomEnergyInScala.washboard(3).energy(x).getDouble(0))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void pipelineIsSavedLoadedAndUsedAgain() throws Exception {
    Path saved = directory.resolve("model");
    String printed =
        Examples.run(new PenguinPipeline(), "--contamination=0.02", "--output=" + saved);
    assertThat(printed).contains("342 birds; ");
    // At most 2 % of 342 are above the threshold.
    assertThat(printed.lines().filter(line -> line.matches("\\|(Adelie|Gentoo|Chinstrap)[ |].*")))
        .hasSize(6);
    assertThat(saved.resolve("stages")).isDirectory();
  }

  @Test
  void outOfCoreScoresAsManyRowsAsAskedFor() throws Exception {
    String printed = Examples.run(new OutOfCore(), "--rows=200000", "--dimension=8", "--every=1");
    assertThat(printed).contains("200000 rows in ");
    Matcher matcher = Pattern.compile("mean ([\\d.]+) .* deviation ([\\d.]+)").matcher(printed);
    assertThat(matcher.find()).isTrue();
    // d/2 and √(d/2), within five standard errors.
    assertThat(Double.parseDouble(matcher.group(1))).isCloseTo(4, within(0.03));
    assertThat(Double.parseDouble(matcher.group(2))).isCloseTo(2, within(0.03));
    // Not on a terminal: line by line.
    assertThat(printed).containsPattern("(?m)^stage \\d+: \\d+ of 4 tasks, \\d+ %");
    assertThat(printed).doesNotContain("\r").contains("numbers made and scored: 12 MiB; ");
    if (Files.exists(Path.of("/proc/self/status"))) {
      Matcher memory =
          Pattern.compile("at most (\\d+) MiB, of them (\\d+) MiB before the rows")
              .matcher(printed);
      assertThat(memory.find()).isTrue();
      assertThat(Long.parseLong(memory.group(1)))
          .isGreaterThanOrEqualTo(Long.parseLong(memory.group(2)));
    }
  }
}
