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
package io.sparkenergy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What comes with the library: known by name, version and licence, and of no version with holes.
 */
class DependenciesTest {
  private static final Path RESOLVED = Path.of(System.getProperty("dependencies"));
  private static final Path KNOWN = Path.of("known-vulnerable.txt");
  private static final Path LICENCES = Path.of("THIRD-PARTY.md");

  private static List<Component> resolved() throws IOException {
    List<Component> resolved = Component.resolved(RESOLVED);
    // The list is there, and jars are looked into.
    assertThat(resolved)
        .anyMatch(component -> component.artifact().equals("org.nd4j:nd4j-native"))
        .anyMatch(component -> component.artifact().equals("org.yaml:snakeyaml"));
    return resolved;
  }

  /** Artifact and version of all rows that begin so, each of which must name a licence. */
  private static List<String> rows(String begin) throws IOException {
    List<String> rows =
        Files.readAllLines(LICENCES).stream().filter(line -> line.startsWith(begin)).toList();
    assertThat(rows)
        .allMatch(row -> row.matches("\\|( in `\\S+` \\|)? `\\S+` \\| \\S+ \\| \\S.+ \\|"));
    return rows.stream()
        .map(row -> row.substring(0, row.lastIndexOf(" | ")))
        .map(row -> row + " |")
        .toList();
  }

  private static boolean isItself(Component component) {
    return component.jar().equals(component.artifact() + ":" + component.version());
  }

  @Test
  void allHaveALicence() throws IOException {
    TreeSet<String> expected =
        resolved().stream()
            .filter(component -> isItself(component) && !isOurs(component.artifact()))
            .map(component -> "| `%s` | %s |".formatted(component.artifact(), component.version()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rows("| `")).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void soHasAllThatStandsInside() throws IOException {
    TreeSet<String> expected =
        resolved().stream()
            .filter(component -> !isItself(component) && !isOurs(component.jar()))
            .map(
                component ->
                    "| in `%s` | `%s` | %s |"
                        .formatted(
                            component.jar().substring(0, component.jar().lastIndexOf(':')),
                            component.artifact(),
                            component.version()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rows("| in `")).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static boolean isOurs(String artifact) {
    return artifact.startsWith("io.sparkenergy:");
  }

  @Test
  void noneIsOfAVersionThatIsKnownToBeVulnerable() throws IOException {
    assertThat(KnownVulnerable.read(KNOWN).problems(resolved())).isEmpty();
  }

  @Test
  void whatIsPlantedIsFound(@TempDir Path directory) throws IOException {
    List<Component> planted = new ArrayList<>(resolved());
    planted.add(
        new Component(
            "org.apache.commons:commons-text", "1.9", "org.apache.commons:commons-text:1.9"));
    Path jar = directory.resolve("shaded.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(
          new JarEntry("META-INF/maven/org.apache.logging.log4j/log4j-core/pom.properties"));
      entries.write(
          "groupId=org.apache.logging.log4j\nartifactId=log4j-core\nversion=2.16.0\n"
              .getBytes(StandardCharsets.ISO_8859_1));
    }
    Path list = directory.resolve("list.txt");
    Files.writeString(list, "   com.example:shaded:jar:1.0:compile:" + jar + " -- module shaded\n");
    planted.addAll(Component.resolved(list));
    assertThat(KnownVulnerable.read(KNOWN).problems(planted))
        .containsExactly(
            "org.apache.commons:commons-text:1.9: CVE-2022-42889, interpolated text runs code;"
                + " expected 1.10.0 or later",
            "org.apache.logging.log4j:log4j-core:2.16.0 in com.example:shaded:1.0: CVE-2021-45105,"
                + " logged text recurses for ever; expected 2.17.0 or later",
            "org.apache.logging.log4j:log4j-core:2.16.0 in com.example:shaded:1.0: CVE-2021-44832,"
                + " a configuration runs code; expected 2.17.1 or later");
  }

  @Test
  void aReasonForWhatIsNotThereIsRefused() throws IOException {
    List<Component> without =
        resolved().stream()
            .filter(component -> !component.artifact().equals("org.yaml:snakeyaml"))
            .toList();
    assertThat(KnownVulnerable.read(KNOWN).problems(without))
        .hasSize(3)
        .allMatch(problem -> problem.contains("org.yaml:snakeyaml:1.26"));
  }

  @ParameterizedTest
  @CsvSource({
    "2.17.1, 2.17.1, 0",
    "2.9, 2.10, -1",
    "2.0, 2, 0",
    "30.1.1-jre, 32.0.0, -1",
    "2.13.4, 2.13.4.1, -1",
    "1.0.0-M2.1, 1.0.0, 0",
    "3.25.5, 3.25.4, 1"
  })
  void versionsAreComparedByTheirNumbers(String a, String b, int order) {
    assertThat(KnownVulnerable.compare(a, b)).isEqualTo(order);
  }

  @Test
  void theBundleLeavesXmlOut() throws IOException {
    try (JarFile bundle = new JarFile(System.getProperty("bundle"))) {
      assertThat(bundle.stream().map(JarEntry::getName))
          .noneMatch(
              name -> name.matches("org/nd4j/shade/(wstx|codehaus|jackson/dataformat/xml)/.*"))
          .noneMatch(name -> name.contains("stax2"))
          .anyMatch(name -> name.startsWith("org/nd4j/shade/jackson/databind/"));
    }
  }
}
