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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lower packages never import higher ones, and docs/architecture.md says which are which. */
class ArchitectureTest {
  private static final String ROOT = "the root";

  /** From the ground up, and within a floor from the left: a package imports those before it. */
  private static final Map<String, List<String>> FLOORS = floors();

  private static final Pattern NOT_CODE =
      Pattern.compile(
          "/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(\\\\.|[^\"\\\\\n])*\"|'(\\\\.|[^'\\\\])'",
          Pattern.DOTALL);
  private static final Pattern PACKAGE = Pattern.compile("package ([a-z0-9_.]+)");
  private static final Pattern NAME =
      Pattern.compile("\\b[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*(?=\\.)");

  private static Map<String, List<String>> floors() {
    Map<String, List<String>> floors = new LinkedHashMap<>();
    floors.put("ground", List.of("error", "numerics", "json", "shims"));
    floors.put("expression", List.of("expression"));
    floors.put(
        "definition",
        List.of("energy", "imports", "imports.safetensors", "imports.onnx", "imports.mllib"));
    floors.put(
        "backends",
        List.of(
            "backend",
            "backend.graph",
            "backend.cpu.plan",
            "backend.cpu.source",
            "backend.cpu.f64",
            "backend.cpu.f32",
            "backend.cpu",
            "backend.cuda.source",
            "backend.cuda.device",
            "backend.cuda",
            "backend.nd4j"));
    floors.put("models", List.of("conf", "model"));
    floors.put("Spark operator", List.of("catalyst"));
    floors.put(
        "DataFrames",
        List.of(
            "sql",
            "ml",
            "diagnostics.statistics",
            "diagnostics.report",
            "diagnostics.pass",
            "diagnostics.checks",
            "diagnostics",
            "diagnostics.fit",
            "diagnostics.html"));
    floors.put("user surfaces", List.of("cli", ROOT));
    return floors;
  }

  private static List<String> packages() {
    return FLOORS.values().stream().flatMap(List::stream).toList();
  }

  /** The packages that the code of each of our packages names, by import or in full. */
  private static Map<String, Set<String>> named() throws IOException {
    Map<String, Set<String>> named = new TreeMap<>();
    for (String folder : List.of("java", "scala", "scala-2.12", "scala-2.13")) {
      try (Stream<Path> files = Files.walk(Path.of("src", "main", folder))) {
        for (Path file : files.filter(ArchitectureTest::isSource).toList()) {
          String code = NOT_CODE.matcher(Files.readString(file)).replaceAll(" ");
          String home = PACKAGE.matcher(code).results().findFirst().orElseThrow().group(1);
          Set<String> names = named.computeIfAbsent(ours(home), key -> new TreeSet<>());
          NAME.matcher(PACKAGE.matcher(code).replaceFirst(""))
              .results()
              .map(MatchResult::group)
              .forEach(names::add);
        }
      }
    }
    return named;
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") || file.toString().endsWith(".scala");
  }

  private static String ours(String name) {
    return name.equals("io.sparkenergy") ? ROOT : name.substring("io.sparkenergy.".length());
  }

  private static boolean isOurs(String name) {
    return name.equals("io.sparkenergy") || name.startsWith("io.sparkenergy.");
  }

  @Test
  void everyPackageHasItsFloor() throws IOException {
    assertThat(packages()).doesNotHaveDuplicates();
    assertThat(named().keySet()).containsExactlyInAnyOrderElementsOf(packages());
  }

  @Test
  void packagesImportThoseBelowThem() throws IOException {
    List<String> order = packages();
    List<String> upwards = new ArrayList<>();
    named()
        .forEach(
            (home, names) ->
                names.stream()
                    .filter(ArchitectureTest::isOurs)
                    .map(ArchitectureTest::ours)
                    .filter(
                        name ->
                            order.indexOf(name) < 0 || order.indexOf(name) > order.indexOf(home))
                    .forEach(name -> upwards.add(home + " imports " + name)));
    assertThat(upwards).isEmpty();
  }

  @Test
  void librariesOfOthersHaveTheirPlaces() throws IOException {
    Map<String, Set<String>> named = named();
    List<List<String>> rows = table("| what | packages |");
    List<Pattern> libraries =
        List.of(
            Pattern.compile(
                "org\\.apache\\.spark\\.(unsafe|sql\\.(catalyst|execution|internal|vectorized)).*"),
            Pattern.compile("org\\.apache\\.spark(\\..*)?"),
            Pattern.compile("org\\.nd4j\\..*"),
            Pattern.compile("org\\.bytedeco\\.cuda\\..*"),
            Pattern.compile("jdk\\.incubator\\.vector"),
            Pattern.compile("org\\.codehaus\\..*"),
            Pattern.compile("com\\.fasterxml\\..*"),
            Pattern.compile("picocli"),
            Pattern.compile("org\\.jfree\\..*"));
    assertThat(rows).hasSameSizeAs(libraries);
    for (int i = 0; i < rows.size(); i++) {
      Pattern library = libraries.get(i);
      List<String> found =
          packages().stream()
              .filter(name -> named.get(name).stream().anyMatch(library.asMatchPredicate()))
              .toList();
      assertThat(entries(rows.get(i).get(1))).as(rows.get(i).get(0)).isEqualTo(found);
    }
  }

  @Test
  void pageHasTheFloors() throws IOException {
    Map<String, List<String>> shown = new LinkedHashMap<>();
    for (List<String> row : table("| floor | packages below `io.sparkenergy` | what they are |")) {
      shown.put(row.get(0), entries(row.get(1)));
    }
    assertThat(shown).isEqualTo(FLOORS);
    assertThat(List.copyOf(shown.keySet())).isEqualTo(List.copyOf(FLOORS.keySet()));
  }

  @Test
  void pictureHasTheFloors() throws IOException {
    String picture = Files.readString(Path.of("docs", "images", "architecture.svg"));
    for (String floor : FLOORS.keySet()) {
      assertThat(picture).contains(">" + floor + "<");
    }
    for (String name : packages()) {
      if (!name.contains(".") && !name.equals(ROOT)) {
        assertThat(picture).contains(">" + name + "<");
      }
    }
  }

  @Test
  void filesOfThePageAreThere() throws IOException {
    List<String> paths =
        Pattern.compile("`([\\w./-]+)`")
            .matcher(page())
            .results()
            .map(path -> path.group(1))
            .filter(path -> path.startsWith("src/") || path.startsWith("benchmarks/"))
            .toList();
    assertThat(paths).hasSizeGreaterThan(20);
    assertThat(paths).allSatisfy(path -> assertThat(Path.of(path)).exists());
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs", "architecture.md"));
  }

  /** The cells of a table, without its head. */
  private static List<List<String>> table(String head) throws IOException {
    return page()
        .lines()
        .dropWhile(line -> !line.equals(head))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells -> cells.subList(1, cells.size() - 1))
        .toList();
  }

  private static List<String> entries(String cell) {
    return Arrays.stream(cell.split(", ", -1)).map(name -> name.replace("`", "")).toList();
  }
}
