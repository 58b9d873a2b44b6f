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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of the documentation: its blocks of code, in order. */
record DocPage(String text) {
  private static final Pattern SNIPPET =
      Pattern.compile("// snippet\n(.*?) *// end of snippet", Pattern.DOTALL);

  static DocPage read(String name) throws IOException {
    return new DocPage(Files.readString(Path.of("docs", name)));
  }

  /** What stands in the blocks of a language. */
  List<String> blocks(String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(text)
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  /**
   * What a test runs between its marks {@code // snippet} and {@code // end of snippet}, as the
   * page has it: without the indentation, and with paths from the root of the repository.
   */
  static List<String> snippets(String source) throws IOException {
    return SNIPPET
        .matcher(Files.readString(Path.of(source)))
        .results()
        .map(
            (MatchResult snippet) ->
                snippet.group(1).stripTrailing().stripIndent().replace("../examples/", "examples/")
                    + "\n")
        .toList();
  }
}
