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
package io.sparkenergy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.energy.CappedEnergy;
import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.energy.WhitenedEnergy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages on adapters and on files say is what runs. */
class AdaptersPageTest {
  private static final Path SOURCE = Path.of("src/test/java/io/sparkenergy/AdaptersPageTest.java");

  @Test
  void javaAndJsonOfEachAdapterAreOneEnergy() throws IOException {
    // snippet
    EnergyFunction well = DoubleWellEnergy.standard();
    EnergyFunction harmonic = HarmonicEnergy.of(1);
    // snippet
    EnergyFunction tempered = well.tempered(0.5);
    // snippet
    EnergyFunction capped = well.capEnergy(20);
    // snippet
    EnergyFunction soft = CappedEnergy.of(well, 20, 1);
    // snippet
    EnergyFunction clipped = well.clipScore(10);
    // snippet
    EnergyFunction standardized = well.standardized(new double[] {170, 65}, 10, 12.5);
    // snippet
    EnergyFunction whitened =
        WhitenedEnergy.of(well, new double[] {170, 65}, new double[][] {{100, 60}, {60, 156.25}});
    // snippet
    double[] lower = {0, 0};
    double[] upper = {1, Double.POSITIVE_INFINITY};
    EnergyFunction bounded = well.bounded(lower, upper);
    // snippet
    EnergyFunction unbounded = well.unbounded(lower, upper);
    // snippet
    EnergyFunction interpolated = harmonic.interpolated(well, 0.25);
    // end of snippets
    Path page = Path.of("docs", "adapters.md");
    String source = between(Files.readString(SOURCE), "    // snippet\n", "    // end of snippets");
    assertThat(blocks(page, "java"))
        .isEqualTo(List.of(source.replaceAll("(?m)^ {4}", "").split("// snippet\n")));
    List<EnergyFunction> energies =
        List.of(
            tempered,
            capped,
            soft,
            clipped,
            standardized,
            whitened,
            bounded,
            unbounded,
            interpolated);
    assertThat(blocks(page, "json").stream().map(Energies::fromJson).map(Energies::toJson))
        .isEqualTo(energies.stream().map(Energies::toJson).toList());
  }

  @Test
  void theFilesSnippetRuns(@TempDir Path directory) throws IOException {
    SparkSession spark = SparkSession.builder().getOrCreate();
    EnergyFunction energy = HarmonicEnergy.of(3);
    // files snippet
    SparkEnergy.save(spark, energy, directory + "/energy.json");
    SparkEnergy.save(spark, energy, directory + "/energy");
    EnergyFunction loaded = SparkEnergy.load(spark, directory + "/energy");
    // end of files snippet
    assertThat(Energies.toJson(loaded)).isEqualTo(Energies.toJson(energy));
    String snippet =
        between(Files.readString(SOURCE), "// files snippet\n", "    // end of files snippet");
    assertThat(blocks(Path.of("docs", "files.md"), "java"))
        .containsExactly(snippet.replaceAll("(?m)^ {4}", ""));
  }

  private static List<String> blocks(Path page, String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(page))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }
}
