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
package io.sparkenergy.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Markdown file of sections, one for each master, say; a run replaces its own and keeps the
 * others.
 */
public final class ResultsFile {
  private static final String HEADING = "## ";

  private final String title;
  private final Path path;

  private ResultsFile(String title, Path path) {
    this.title = title;
    this.path = path;
  }

  static ResultsFile ofWholeJobs(Path path) {
    return new ResultsFile("# Whole jobs\n", path);
  }

  /** Of what a task sees of an evaluator, beside its throughput. */
  public static ResultsFile ofTasks(Path path) {
    return new ResultsFile("# Tasks\n", path);
  }

  /** Of the steps of evaluations. */
  public static ResultsFile ofSteps(Path path) {
    return new ResultsFile("# Where the time goes\n", path);
  }

  /** Takes the place of the section of this name. */
  public void put(String section, String body) throws IOException {
    String heading = HEADING + section + "\n";
    List<String> sections = new ArrayList<>();
    if (Files.exists(path)) {
      Arrays.stream(Files.readString(path).split("(?m)(?=^" + HEADING + ")"))
          .filter(old -> old.startsWith(HEADING) && !old.startsWith(heading))
          .forEach(sections::add);
    }
    sections.add(heading + "\n" + body.strip() + "\n");
    sections.sort(null);
    if (path.toAbsolutePath().getParent() != null) {
      Files.createDirectories(path.toAbsolutePath().getParent());
    }
    StringBuilder text = new StringBuilder(title);
    sections.forEach(each -> text.append('\n').append(each.strip()).append('\n'));
    Files.writeString(path, text.toString());
  }
}
