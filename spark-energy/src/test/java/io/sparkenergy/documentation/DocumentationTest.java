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
package io.sparkenergy.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.documentation.MarkdownPage.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every block of code in the Markdown files is run by a test that knows the page, and every link
 * leads somewhere. How blocks are marked: {@link MarkdownPage}. Blocks of no language, and those
 * that are indented alone, are for output and listings, and hold no commands.
 */
class DocumentationTest {
  /** What no build can run, and where: all exceptions there are. */
  private static final List<String> NOT_EXECUTED =
      List.of(
          "spark-energy/benchmarks/README.md: measures for hours, on an idle machine",
          "spark-energy/benchmarks/README.md: needs a GPU",
          "spark-energy/docs/connect.md: builds for Spark 4.0 and starts a server",
          "spark-energy/docs/connect.md: needs a distribution of Spark 4.0",
          "spark-energy/docs/gpu.md: needs a GPU",
          "spark-energy/docs/import.md: needs PyTorch",
          "spark-energy/docs/performance.md: measures for hours, on an idle machine",
          "spark-energy/docs/versions.md: builds all again; CI does it for each profile");

  /** What is to be run stands in a block of its own language, and not among output. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "\\s*(\\$ |\"?\\$SPARK_HOME|mvn |java |spark-(submit|shell|sql|energy) |pyspark |docker"
              + " |git |pip |export"
              + " |(spark-energy|examples|notebooks|\\.ci)/\\S*(run|bin|peers|gpu)\\b).*");

  private static final Map<String, Path> TESTS = new TreeMap<>();

  @BeforeAll
  static void findTests() throws IOException {
    MarkdownPage.sources().stream()
        .filter(file -> file.toString().matches(".*/src/test/.*\\.(java|scala)"))
        .forEach(file -> TESTS.put(file.getFileName().toString().replaceAll("\\..*", ""), file));
  }

  @Test
  void everyBlockOfCodeIsRunByATestThatKnowsThePage() throws IOException {
    List<String> faults = new ArrayList<>();
    for (MarkdownPage page : MarkdownPage.all()) {
      for (Block block : page.blocks()) {
        if (!block.language().isEmpty() && block.notExecuted().isEmpty()) {
          fault(page, block).ifPresent(fault -> faults.add(place(page, block) + fault));
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static Optional<String> fault(MarkdownPage page, Block block) throws IOException {
    if (block.executedBy().isEmpty()) {
      return Optional.of("no <!-- executed by SomeTest --> or <!-- not executed: why --> above");
    }
    String name = block.executedBy().get();
    if (name.contains("/")) {
      return missingFromScript(name, block);
    }
    if (!TESTS.containsKey(name)) {
      return Optional.of("there is no test " + name);
    }
    String source = sources(name);
    if (!source.contains(page.fileName())) {
      return Optional.of(name + " does not name the page");
    }
    if (source.contains("<!-- executed by " + name + " -->")) {
      // It looks for its blocks in the page, and takes them from there.
      return Optional.empty();
    }
    boolean compiled = List.of("java", "scala").contains(block.language());
    if (compiled && !unindented(source).contains(unindented(block.text()))) {
      return Optional.of(name + " does not hold this code");
    }
    String language = block.language();
    return compiled || source.contains("\"" + language + "\"") || source.contains("```" + language)
        ? Optional.empty()
        : Optional.of(name + " runs nothing in " + language);
  }

  /**
   * A test's text, and that of the snippets beside it: those of EnergiesPageTest are
   * EnergiesPageSnippets.
   */
  private static String sources(String test) throws IOException {
    String snippets = test.replaceAll("(Test|Suite)$", "Snippets");
    String source = Files.readString(TESTS.get(test));
    return TESTS.containsKey(snippets) ? source + Files.readString(TESTS.get(snippets)) : source;
  }

  /** Each command, with more options or fewer comments. */
  private static Optional<String> missingFromScript(String script, Block block) throws IOException {
    Path file = MarkdownPage.REPOSITORY.resolve(script);
    if (!Files.isExecutable(file)) {
      return Optional.of("there is no script " + script);
    }
    List<List<String>> lines =
        Files.readAllLines(file).stream().map(DocumentationTest::words).toList();
    for (String command : block.text().replaceAll("\\s+#.*", "").split("\n", -1)) {
      if (lines.stream().noneMatch(line -> line.containsAll(words(command)))) {
        return Optional.of(script + " does not run " + command);
      }
    }
    return Optional.empty();
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.strip().split("\\s+", -1));
  }

  /** Pages are read from the repository's root, and tests run in a module's. */
  private static String unindented(String code) {
    return code.replaceAll("(?m)^\\s+", "").replace("\"../", "\"").strip();
  }

  @Test
  void onlyListedBlocksAreNotExecuted() throws IOException {
    List<String> found = new ArrayList<>();
    for (MarkdownPage page : MarkdownPage.all()) {
      page.blocks().stream()
          .flatMap(block -> block.notExecuted().stream())
          .map(reason -> page + ": " + reason)
          .forEach(found::add);
    }
    assertThat(found.stream().distinct()).containsExactlyInAnyOrderElementsOf(NOT_EXECUTED);
  }

  @Test
  void commandsStandInBlocksThatAreRun() throws IOException {
    List<String> faults = new ArrayList<>();
    for (MarkdownPage page : MarkdownPage.all()) {
      List<String> prose = page.prose();
      for (String line : prose) {
        if (line.startsWith("    ") && COMMAND.matcher(line).matches()) {
          faults.add(page + ": indented, " + line.strip());
        }
      }
      for (Block block : page.blocks()) {
        if (block.language().isEmpty()
            && block.text().lines().anyMatch(line -> COMMAND.matcher(line).matches())) {
          faults.add(place(page, block) + "a command in a block without a language");
        }
      }
    }
    assertThat(faults).as("commands belong between ```bash and ```, under a marker").isEmpty();
  }

  @Test
  void linksLeadToFilesAndHeadings() throws IOException {
    List<String> faults = new ArrayList<>();
    for (MarkdownPage page : MarkdownPage.all()) {
      for (String link : page.links()) {
        if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
          faults.add(page + ": " + link);
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static boolean leadsSomewhere(MarkdownPage page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path from = Path.of("/").resolve(page.path());
    Path file =
        Path.of("/")
            .relativize(parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize());
    if (!Files.exists(MarkdownPage.REPOSITORY.resolve(file))) {
      return false;
    }
    return parts.length == 1 || MarkdownPage.read(file.toString()).anchors().contains(parts[1]);
  }

  private static String place(MarkdownPage page, Block block) {
    return page + ":" + block.line() + ": ";
  }
}
