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

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown file: its blocks of code, links and headings.
 *
 * <p>A block of code between fences that name a language stands under a marker, a line {@code <!--
 * executed by X -->} or {@code <!-- not executed: why -->}. It is for the block on the next line,
 * and for those that follow that one without a line between. The only marker of a page is for all
 * its blocks.
 */
public final class MarkdownPage {
  /** The repository, as seen from this module's folder, in which its tests run. */
  public static final Path REPOSITORY = Path.of("..");

  private static final Pattern FENCE = Pattern.compile("( *)(```+)\\s*(\\S*).*");
  private static final Pattern EXECUTED = Pattern.compile("\\s*<!-- executed by (\\S+) -->\\s*");
  private static final Pattern NOT_EXECUTED =
      Pattern.compile("\\s*<!-- not executed: (.+) -->\\s*");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?)\\s*#*");
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)");

  /**
   * A block of code between fences.
   *
   * @param line where it begins, from 1
   * @param language what the fence names, or nothing
   * @param text what stands between the fences, less their indentation
   * @param executedBy the test or script of its marker
   * @param notExecuted the reason of its marker
   */
  public record Block(
      int line,
      String language,
      String text,
      Optional<String> executedBy,
      Optional<String> notExecuted) {}

  private final Path path;
  private final List<Block> blocks = new ArrayList<>();
  private final List<String> prose = new ArrayList<>();
  private final List<String> headings = new ArrayList<>();

  private MarkdownPage(Path path) {
    this.path = path;
  }

  /** A page by its path in the repository, such as {@code spark-energy/docs/sql.md}. */
  public static MarkdownPage read(String path) throws IOException {
    MarkdownPage page = new MarkdownPage(Path.of(path));
    page.parse(Files.readAllLines(REPOSITORY.resolve(path)));
    return page;
  }

  /** All Markdown files of the repository, but for what builds made. */
  public static List<MarkdownPage> all() throws IOException {
    List<MarkdownPage> pages = new ArrayList<>();
    for (Path file : sources()) {
      if (file.toString().endsWith(".md")) {
        pages.add(read(REPOSITORY.relativize(file).toString()));
      }
    }
    return pages;
  }

  /** All files of the repository in their order, but for hidden ones and what builds made. */
  static List<Path> sources() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        REPOSITORY,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean source = folder.equals(REPOSITORY) || !name.matches("target|\\..*");
            return source ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    return files.stream().sorted().toList();
  }

  private void parse(List<String> lines) {
    Optional<String> executedBy = Optional.empty();
    Optional<String> notExecuted = Optional.empty();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher fence = FENCE.matcher(line);
      Matcher executed = EXECUTED.matcher(line);
      Matcher not = NOT_EXECUTED.matcher(line);
      if (fence.matches()) {
        int begin = i + 1;
        do {
          i++;
          if (i == lines.size()) {
            throw new IllegalStateException(path + ":" + begin + ": the block has no end");
          }
        } while (!lines.get(i).strip().equals(fence.group(2)));
        int indent = fence.group(1).length();
        StringBuilder text = new StringBuilder();
        for (String code : lines.subList(begin, i)) {
          text.append(code.isBlank() ? "" : code.substring(indent)).append('\n');
        }
        blocks.add(new Block(begin, fence.group(3), text.toString(), executedBy, notExecuted));
        prose.add("");
        continue;
      }
      executedBy = executed.matches() ? Optional.of(executed.group(1)) : Optional.empty();
      notExecuted = not.matches() ? Optional.of(not.group(1)) : Optional.empty();
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        headings.add(heading.group(1));
      }
      prose.add(line);
    }
    spreadOnlyMarker();
  }

  private void spreadOnlyMarker() {
    List<String> markers =
        prose.stream()
            .map(EXECUTED::matcher)
            .filter(Matcher::matches)
            .map(m -> m.group(1))
            .toList();
    if (markers.size() == 1) {
      blocks.replaceAll(
          block ->
              block.executedBy().isPresent() || block.notExecuted().isPresent()
                  ? block
                  : new Block(
                      block.line(),
                      block.language(),
                      block.text(),
                      Optional.of(markers.get(0)),
                      block.notExecuted()));
    }
  }

  /** The path in the repository. */
  public Path path() {
    return path;
  }

  public String fileName() {
    return path.getFileName().toString();
  }

  public List<Block> blocks() {
    return List.copyOf(blocks);
  }

  /** The blocks of a language under the marker of a test. */
  public List<String> blocks(String language, Class<?> test) {
    return blocks.stream()
        .filter(block -> block.language().equals(language))
        .filter(block -> block.executedBy().equals(Optional.of(test.getSimpleName())))
        .map(Block::text)
        .toList();
  }

  /** What is no block between fences, line by line. */
  public List<String> prose() {
    return List.copyOf(prose);
  }

  /** What links and images point to, as it stands there. */
  public List<String> links() {
    String text = String.join("\n", prose).replaceAll("`[^`]*`", "");
    return LINK.matcher(text).results().map(link -> link.group(1)).toList();
  }

  /** The names by which links reach headings, as GitHub makes them. */
  public List<String> anchors() {
    Map<String, Integer> seen = new HashMap<>();
    return headings.stream()
        .map(
            heading ->
                heading
                    .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-'))
        .map(
            name -> {
              int before = seen.merge(name, 1, Integer::sum) - 1;
              return before == 0 ? name : name + "-" + before;
            })
        .toList();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
