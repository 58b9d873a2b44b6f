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
package io.sparkenergy.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkenergy.error.EnergyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What docs/energies.md says is what runs. */
class EnergiesPageTest {
  private static final Path PAGE = Path.of("docs", "energies.md");
  private static final Path SNIPPETS =
      Path.of("src/test/java/io/sparkenergy/energy/EnergiesPageSnippets.java");
  private static final Path SUITE =
      Path.of("src/test/scala/io/sparkenergy/scalaapi/EnergiesPageSuite.scala");
  private static final Pattern PICTURE =
      Pattern.compile("!\\[[^\\]]{10,}\\]\\((images/energies/\\S+)\\)");
  private static final Pattern FIELD = Pattern.compile("(?m)^\\| `(\\w+)` \\| ([^|]+) \\| .+ \\|$");
  private static final Set<String> OF_OTHERS = Set.of("base", "components", "terms", "start");
  private static final ObjectMapper JSON = new ObjectMapper();

  static Set<String> types() {
    return Energies.types();
  }

  /** The text below each heading of the third level, by the heading. */
  private static Map<String, String> sections() throws IOException {
    Map<String, String> sections = new LinkedHashMap<>();
    for (String part : Files.readString(PAGE).split("(?m)^(?=##)", -1)) {
      if (part.startsWith("### ")) {
        int end = part.indexOf('\n');
        sections.put(part.substring(4, end), part.substring(end));
      }
    }
    return sections;
  }

  private static List<String> blocks(String text, String language) {
    return find("(?ms)^```" + language + "\n(.*?)^```", text);
  }

  private static List<String> find(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @Test
  void theJavaOfThePageIsWhatRuns() throws IOException {
    String source = Files.readString(SNIPPETS);
    List<String> snippets =
        find("(?s)// snippet\n(.*?)    // end of snippet", source).stream()
            .map(snippet -> snippet.replaceAll("(?m)^ {4}", ""))
            .toList();
    assertThat(blocks(Files.readString(PAGE), "java")).isEqualTo(snippets);

    List<INDArray> arrays = EnergiesPageSnippets.arrays();
    assertThat(arrays.get(0).toDoubleVector()).containsExactly(new double[] {8, 5}, within(1e-12));
    assertThat(arrays.get(1).toDoubleMatrix()[0]).containsExactly(0, 0);
    assertThat(arrays.get(1).toDoubleMatrix()[1])
        .containsExactly(new double[] {4, -16}, within(1e-12));
  }

  @Test
  void theScalaOfThePageIsInTheSuiteThatRunsIt() throws IOException {
    String scala = blocks(Files.readString(PAGE), "scala").get(0);
    assertThat(Files.readString(SUITE)).contains(scala.replaceAll("(?m)^(?=.)", "    "));
  }

  @Test
  void everyTypeHasItsSection() throws IOException {
    Set<String> expected = new TreeSet<>(Energies.types());
    expected.add("A density of your own");
    Map<String, String> sections = sections();
    assertThat(sections.keySet()).containsExactlyInAnyOrderElementsOf(expected);
    String page = Files.readString(PAGE);
    for (String name : sections.keySet()) {
      assertThat(page).contains("](#" + name.toLowerCase(Locale.ROOT).replace(' ', '-') + ")");
    }
  }

  @Test
  void jsonAndJavaOfASectionAreOneEnergy() throws IOException {
    Map<String, List<EnergyFunction>> made = EnergiesPageSnippets.energies();
    for (Map.Entry<String, String> section : sections().entrySet()) {
      List<String> blocks = blocks(section.getValue(), "json");
      if (!Energies.types().contains(section.getKey())) {
        assertThat(blocks).isEmpty();
        continue;
      }
      List<EnergyFunction> energies = made.get(section.getKey());
      assertThat(blocks).as(section.getKey()).isNotEmpty().hasSameSizeAs(energies);
      for (int k = 0; k < blocks.size(); k++) {
        EnergyFunction read = Energies.fromJson(blocks.get(k));
        assertThat(read.type()).isEqualTo(section.getKey());
        assertThat(Energies.toJson(read)).isEqualTo(Energies.toJson(energies.get(k)));
        INDArray x = rows(read);
        assertThat(read.energy(x).toDoubleVector())
            .isEqualTo(energies.get(k).energy(x).toDoubleVector());
        assertThat(read.score(x).toDoubleMatrix())
            .isDeepEqualTo(energies.get(k).score(x).toDoubleMatrix());
      }
    }
  }

  private static INDArray rows(EnergyFunction energy) {
    double[][] rows =
        new double[5][energy.dimension().orElse(Math.max(2, energy.minimumDimension()))];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = 0.3 + 0.7 * i - 0.45 * j * j;
      }
    }
    return Nd4j.createFromArray(rows);
  }

  @Test
  void theCauchyDensityIsRight() {
    EnergyFunction cauchy = EnergiesPageSnippets.energies().get("density_model").get(0);
    INDArray x = Nd4j.createFromArray(new double[][] {{0, 2}});
    // -log of 1/(2π) and of 1/(4π); the slope of log(1 + x²/4) at 2 is 1/2.
    assertThat(cauchy.energy(x).getDouble(0))
        .isCloseTo(Math.log(2 * Math.PI) + Math.log(4 * Math.PI), within(1e-12));
    assertThat(cauchy.score(x).toDoubleVector())
        .containsExactly(new double[] {0, -0.5}, within(1e-12));
    EnergyFunction sum = EnergiesPageSnippets.energies().get("composite sum").get(0);
    // ½ (2² + 0 + 0 + 0) at (1, 0).
    assertThat(sum.energy(Nd4j.createFromArray(new double[][] {{1, 0}})).getDouble(0))
        .isCloseTo(2, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("types")
  void thePictureShowsTheEnergyOfTheSection(String type) throws IOException {
    String section = sections().get(type);
    List<String> pictures = PICTURE.matcher(section).results().map(m -> m.group(1)).toList();
    assertThat(pictures).containsExactly("images/energies/" + type + ".svg");
    Path file = Path.of("docs").resolve(pictures.get(0));
    assertThat(Files.size(file)).isLessThan(60_000);
    String description = find("(?s)<desc>(.*?)</desc>", Files.readString(file)).get(0);
    List<String> drawn = List.of(description.replace("&lt;", "<").split("\n", -1));
    String first = Energies.toJson(Energies.fromJson(blocks(section, "json").get(0)));
    assertThat(drawn).contains(first);
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyFieldIsInTheTableOfItsSection(String type) throws IOException {
    Set<String> fields = new TreeSet<>();
    Stream.concat(
            EnergyCatalogue.all().values().stream(),
            EnergiesPageSnippets.energies().get(type).stream())
        .filter(energy -> energy.type().equals(type))
        .forEach(
            energy -> parsed(Energies.toJson(energy)).fieldNames().forEachRemaining(fields::add));
    fields.remove("type");
    assertThat(defaults(sections().get(type)).keySet()).isEqualTo(fields);
  }

  /** The defaults in a section's table, by the names of the fields. */
  private static Map<String, String> defaults(String section) {
    Map<String, String> defaults = new TreeMap<>();
    int start = section.indexOf("| field | default | meaning |");
    if (start >= 0) {
      FIELD
          .matcher(section.substring(start, section.indexOf("\n\n", start)))
          .results()
          .forEach(row -> defaults.put(row.group(1), row.group(2)));
    }
    return defaults;
  }

  private static ObjectNode parsed(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void fieldsThatAreLeftOutAreRequiredOrHaveTheDefaultOfTheTable(String type) throws IOException {
    String section = sections().get(type);
    Map<String, String> defaults = defaults(section);
    Set<String> seen = new TreeSet<>();
    for (String block : blocks(section, "json")) {
      ObjectNode whole = parsed(Energies.toJson(Energies.fromJson(block)));
      for (Map.Entry<String, String> field : defaults.entrySet()) {
        if (!whole.has(field.getKey())) {
          continue;
        }
        seen.add(field.getKey());
        String without = whole.deepCopy().without(field.getKey()).toString();
        if (field.getValue().equals("required")) {
          assertThatThrownBy(() -> Energies.fromJson(without))
              .isInstanceOf(EnergyException.class)
              .hasMessageContaining(field.getKey());
        } else {
          JsonNode found = parsed(Energies.toJson(Energies.fromJson(without))).get(field.getKey());
          assertThat(asTheTableSays(found)).as(field.getKey()).isEqualTo(field.getValue());
        }
      }
    }
    assertThat(seen).isEqualTo(defaults.keySet());
  }

  private static String asTheTableSays(JsonNode value) {
    if (value == null) {
      return "none";
    }
    if (value.isArray()) {
      value.forEach(entry -> assertThat(entry.doubleValue()).isEqualTo(1));
      return "all 1";
    }
    if (!value.isNumber()) {
      return value.toString();
    }
    if (value.doubleValue() == 2 * Math.PI) {
      return "2π";
    }
    String text = value.asText().replaceAll("\\.0$", "").replace("E", "e");
    return text.replaceAll("\\.0e", "e");
  }

  @ParameterizedTest
  @MethodSource("types")
  void dimensionsAreAsTheSectionSays(String type) throws IOException {
    String section = sections().get(type);
    EnergyFunction energy = Energies.fromJson(blocks(section, "json").get(0));
    List<String> said = find("\\b(d (?:=|≥) [\\dt])", section.replaceAll("(?ms)^```.*?^```", ""));
    boolean asTheirs = defaults(section).keySet().stream().anyMatch(OF_OTHERS::contains);
    if (!asTheirs || !said.isEmpty()) {
      String expected =
          energy.dimension().isEmpty()
              ? "d ≥ " + energy.minimumDimension()
              : type.equals("himmelblau") ? "d = 2" : "d = t";
      assertThat(said).contains(expected);
    }
  }

  @Test
  void refusalsReadAsTheTableSays() throws IOException {
    String page = Files.readString(PAGE);
    List<String> rows = new ArrayList<>(find("(?m)^(\\| `\\{.*\\|)$", page));
    assertThat(rows).hasSizeGreaterThan(5);
    for (String row : rows) {
      String[] cells = row.split(" \\| |^\\| | \\|$", -1);
      String json = cells[1].substring(1, cells[1].length() - 1);
      assertThatThrownBy(() -> Energies.fromJson(json))
          .isInstanceOf(EnergyException.class)
          .hasMessageContaining(cells[2].replace("`", "").replace("…", ""));
    }
    assertThatThrownBy(() -> HimmelblauEnergy.standard().energy(Nd4j.ones(1, 3)))
        .hasMessageEndingWith(find("never cut or repeated: `(.*?)`", page).get(0));
  }
}
