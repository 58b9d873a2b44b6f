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

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/troubleshooting.md shows of our errors is what users see: each is provoked here. "…" on
 * the page stands for what differs or is long.
 */
class TroubleshootingPageTest {
  private static final Path PAGE = Path.of("docs", "troubleshooting.md");
  private static final Pattern ENTRY =
      Pattern.compile("(?m)^### `ENERGY_(\\w+)`\n\n```\n([^`]*)```\n\n(\\S.*)$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ .*ENERGY_(\\w+)");

  @Test
  void everyConditionHasAnEntryAndNoEntryIsOfNone() throws IOException {
    List<String> conditions = List.of(ErrorCondition.values()).stream().map(Enum::name).toList();
    String page = Files.readString(PAGE);
    assertThat(HEADING.matcher(page).results().map(entry -> entry.group(1)))
        .containsExactlyInAnyOrderElementsOf(conditions);
    assertThat(shown().keySet())
        .as("with a message between ``` and ```, and what to do below")
        .containsExactlyInAnyOrderElementsOf(conditions);
  }

  @Test
  void messagesAreThoseThatUsersSee(@TempDir Path folder) throws IOException {
    Map<String, String> shown = shown();
    List<String> faults = new ArrayList<>();
    new Provocations(SparkSession.builder().getOrCreate(), folder)
        .all()
        .forEach(
            (condition, provocation) -> {
              String seen = message(condition, provocation, folder);
              if (!agrees(seen, shown.getOrDefault(condition.name(), ""))) {
                faults.add(condition + ": users see\n" + seen + "\n");
              }
            });
    assertThat(faults).isEmpty();
  }

  @Test
  void everyConditionIsProvoked(@TempDir Path folder) {
    assertThat(new Provocations(SparkSession.builder().getOrCreate(), folder).all().keySet())
        .containsExactlyInAnyOrder(ErrorCondition.values());
  }

  private static Map<String, String> shown() throws IOException {
    Map<String, String> shown = new TreeMap<>();
    Matcher entries = ENTRY.matcher(Files.readString(PAGE));
    while (entries.find()) {
      shown.put(entries.group(1), inOneLine(entries.group(2)));
    }
    return shown;
  }

  private static String message(
      ErrorCondition condition, Provocations.Provocation provocation, Path folder) {
    try {
      provocation.run();
      return "nothing: it was not refused";
    } catch (Exception | LinkageError e) {
      Throwable refusal = e;
      while (!(refusal instanceof EnergyException) && refusal.getCause() != null) {
        refusal = refusal.getCause();
      }
      if (refusal instanceof EnergyException energy) {
        assertThat(energy.condition()).isEqualTo(condition);
      }
      return inOneLine(String.valueOf(refusal.getMessage()).replace(folder.toString(), "/models"));
    }
  }

  private static String inOneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static boolean agrees(String seen, String shown) {
    List<String> parts = List.of(shown.split("…", -1));
    if (!shown.startsWith("[ENERGY_")) {
      return false;
    }
    String pattern = String.join(".*", parts.stream().map(Pattern::quote).toList());
    return seen.matches(pattern);
  }
}
