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
package io.sparkenergy.notebooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of what a paragraph shows, as Zeppelin stores it.
 *
 * @param type TEXT, HTML, TABLE, …
 */
public record Message(String type, String data) {
  /** At the beginning of a line, and up to the next of its kind. */
  private static final Pattern TYPE =
      Pattern.compile("(?m)^%(text|html|table|img|svg|angular)(?:[ \\t]+|\\R|\\z)");

  /** Output taken apart as Zeppelin's display system does; blank pieces are left out. */
  public static List<Message> parse(String output) {
    List<Message> messages = new ArrayList<>();
    Matcher matcher = TYPE.matcher(output);
    String type = "TEXT";
    int start = 0;
    while (matcher.find()) {
      add(messages, type, output.substring(start, matcher.start()));
      type = matcher.group(1).toUpperCase(Locale.ROOT);
      start = matcher.end();
    }
    add(messages, type, output.substring(start));
    return List.copyOf(messages);
  }

  private static void add(List<Message> messages, String type, String data) {
    if (!data.isBlank()) {
      messages.add(new Message(type, data.stripTrailing() + "\n"));
    }
  }
}
