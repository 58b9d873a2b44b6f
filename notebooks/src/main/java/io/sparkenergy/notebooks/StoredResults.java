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

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether results stored in a file are what running gives: pieces of the same kinds, words the same
 * in all that the code printed, and in tables the numbers to the digits shown. Numbers elsewhere,
 * such as those of reports and plans, may be rounding errors or names; an interpreter's echo is
 * each Scala's own; and tags of HTML are not looked into, for where a picture's lines run depends
 * on the machine's fonts.
 */
final class StoredResults {
  /** With what stands in its attributes, such as the page of a frame. */
  private static final Pattern TAG = Pattern.compile("<(?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+>");

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
  private static final double RELATIVE = 1e-9;
  private static final double ABSOLUTE = 1e-12;

  private StoredResults() {}

  /** What is different, if something is. */
  static Optional<String> difference(List<Message> stored, Output output) {
    List<String> expected = kinds(stored);
    List<String> found = kinds(Message.parse(output.text()));
    if (!expected.equals(found)) {
      return different(expected, found);
    }
    List<Message> printed = Message.parse(output.printed());
    for (int i = 0; i < printed.size(); i++) {
      boolean goesOn = i == printed.size() - 1 && !output.echo().isBlank();
      Optional<String> difference = difference(stored.get(i), printed.get(i), goesOn);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static List<String> kinds(List<Message> messages) {
    return messages.stream().map(Message::type).toList();
  }

  private static Optional<String> difference(Message stored, Message given, boolean goesOn) {
    String expected = words(stored);
    String found = words(given);
    if (!(goesOn ? expected.startsWith(found) : expected.equals(found))) {
      int at = 0;
      while (at < Math.min(expected.length(), found.length())
          && expected.charAt(at) == found.charAt(at)) {
        at++;
      }
      return different(excerpt(expected, at), excerpt(found, at));
    }
    return given.type().equals("TABLE") ? numbers(stored.data(), given.data()) : Optional.empty();
  }

  /** Without numbers, which may be longer or shorter, and so without the spaces around them. */
  private static String words(Message message) {
    boolean html = message.type().equals("HTML");
    String text = html ? TAG.matcher(message.data()).replaceAll(" ") : message.data();
    String words = NUMBER.matcher(text).replaceAll("#").replaceAll("\\s+", " ").strip();
    // How many numbers stand along an axis is a matter of fonts, too.
    return html ? words.replaceAll("#(?: #)+", "#") : words;
  }

  private static String excerpt(String words, int at) {
    return words.substring(Math.max(0, at - 30), Math.min(words.length(), at + 30));
  }

  private static Optional<String> numbers(String stored, String given) {
    Matcher expected = NUMBER.matcher(stored);
    Matcher found = NUMBER.matcher(given);
    while (expected.find() && found.find()) {
      if (!isClose(expected.group(), found.group())) {
        return different(expected.group(), found.group());
      }
    }
    return Optional.empty();
  }

  /** Equal if whole; else as good as equal, or the last digit shown one apart. */
  private static boolean isClose(String stored, String given) {
    BigDecimal a = new BigDecimal(stored);
    BigDecimal b = new BigDecimal(given);
    if (a.scale() <= 0 && b.scale() <= 0) {
      return a.compareTo(b) == 0;
    }
    // Zeros at the end are not always shown, so the longer of the two says how many digits are.
    double digit = a.ulp().min(b.ulp()).doubleValue();
    double size = Math.max(Math.abs(a.doubleValue()), Math.abs(b.doubleValue()));
    double distance = a.subtract(b).abs().doubleValue();
    return distance <= digit * (1 + RELATIVE) || distance <= RELATIVE * size + ABSOLUTE;
  }

  private static Optional<String> different(Object stored, Object given) {
    return Optional.of(
        "the file shows %s, running gave %s; notebooks/run --write renews it"
            .formatted(stored, given));
  }
}
