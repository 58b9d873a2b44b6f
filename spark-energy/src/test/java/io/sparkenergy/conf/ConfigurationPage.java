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
package io.sparkenergy.conf;

import io.sparkenergy.conf.ConfigEntry.Group;
import java.util.Locale;

/** The part of docs/configuration.md that is written from {@link EnergyConf#ENTRIES}. */
final class ConfigurationPage {
  static final String BEGIN = "<!-- settings -->\n";
  static final String END = "<!-- end of settings -->\n";

  /** The longest line of prose. */
  private static final int LINE = 138;

  private ConfigurationPage() {}

  /** The page, with the entries as they are now. */
  static String renewed(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "docs/configuration.md: expected the lines " + BEGIN.strip() + " and " + END.strip());
    }
    return page.substring(0, begin + BEGIN.length()) + entries() + page.substring(end);
  }

  private static String entries() {
    StringBuilder text = new StringBuilder();
    for (Group group : Group.values()) {
      text.append("\n## ").append(group.title()).append('\n');
      EnergyConf.ENTRIES.stream()
          .filter(entry -> entry.group() == group)
          .forEach(entry -> text.append(section(entry)));
    }
    return text.append('\n').toString();
  }

  private static String section(ConfigEntry entry) {
    return """

    ### `%s`

    %s

    | default | values | set for | takes effect at | since |
    |---|---|---|---|---|
    | %s | %s | %s | %s | %s |
    """
        .formatted(
            entry.key(),
            wrapped(entry.meaning() + " " + entry.detail()),
            entry.byDefault().isEmpty() ? "none" : "`" + entry.byDefault() + "`",
            entry.values(),
            setFor(entry),
            entry.read().name().toLowerCase(Locale.ROOT),
            entry.since());
  }

  private static String wrapped(String text) {
    return text.replaceAll("(.{1,%d})(?: |$)".formatted(LINE), "$1\n").strip();
  }

  private static String setFor(ConfigEntry entry) {
    return EnergyConf.CALL_OPTIONS.contains(entry)
        ? "application, session, a call (`" + entry.key().substring("spark.energy.".length()) + "`)"
        : "application, session";
  }
}
