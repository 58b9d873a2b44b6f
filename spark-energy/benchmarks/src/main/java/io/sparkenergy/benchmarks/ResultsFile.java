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

/** A Markdown file with a section for each master; a run replaces its own and keeps the others. */
final class ResultsFile {
  private static final String TITLE = "# Whole jobs\n";
  private static final String HEADING = "## ";

  private final Path path;

  ResultsFile(Path path) {
    this.path = path;
  }

  void put(String master, String body) throws IOException {
    String heading = HEADING + master + "\n";
    List<String> sections = new ArrayList<>();
    if (Files.exists(path)) {
      Arrays.stream(Files.readString(path).split("(?m)(?=^" + HEADING + ")"))
          .filter(section -> section.startsWith(HEADING) && !section.startsWith(heading))
          .forEach(sections::add);
    }
    sections.add(heading + "\n" + body.strip() + "\n");
    sections.sort(null);
    if (path.toAbsolutePath().getParent() != null) {
      Files.createDirectories(path.toAbsolutePath().getParent());
    }
    StringBuilder text = new StringBuilder(TITLE);
    sections.forEach(section -> text.append('\n').append(section.strip()).append('\n'));
    Files.writeString(path, text.toString());
  }
}
