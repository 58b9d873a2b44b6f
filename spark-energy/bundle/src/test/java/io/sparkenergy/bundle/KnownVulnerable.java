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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The lines of {@code known-vulnerable.txt}. */
record KnownVulnerable(List<Advisory> advisories, List<Accepted> accepted) {
  record Advisory(String artifact, String from, String before, String name, String what) {
    boolean concerns(Component component) {
      return component.artifact().equals(artifact)
          && compare(component.version(), from) >= 0
          && compare(component.version(), before) < 0;
    }
  }

  record Accepted(String jar, String component, String advisory, String reason) {}

  static KnownVulnerable read(Path file) throws IOException {
    List<Advisory> advisories = new ArrayList<>();
    List<Accepted> accepted = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.strip().split(" \\| ", -1);
      if (parts.length != 5 || Arrays.stream(parts).anyMatch(String::isBlank)) {
        throw new IllegalArgumentException(file + ": found " + line + ", expected five columns");
      }
      if (parts[0].equals("accepted")) {
        for (String advisory : parts[3].split(" ", -1)) {
          accepted.add(new Accepted(parts[1], parts[2], advisory, parts[4]));
        }
      } else {
        advisories.add(new Advisory(parts[0], parts[1], parts[2], parts[3], parts[4]));
      }
    }
    return new KnownVulnerable(advisories, accepted);
  }

  /** What is wrong with a classpath: a line each, with the reason. */
  List<String> problems(List<Component> components) {
    List<String> problems = new ArrayList<>();
    Set<Accepted> needed = new HashSet<>();
    for (Component component : components) {
      for (Advisory advisory : advisories) {
        if (advisory.concerns(component)) {
          List<Accepted> reasons =
              accepted.stream()
                  .filter(line -> line.jar.equals(component.jar()))
                  .filter(
                      line ->
                          line.component.equals(component.artifact() + ":" + component.version()))
                  .filter(line -> line.advisory.equals(advisory.name))
                  .toList();
          needed.addAll(reasons);
          if (reasons.isEmpty()) {
            problems.add(
                "%s: %s, %s; expected %s or later"
                    .formatted(component, advisory.name, advisory.what, advisory.before));
          }
        }
      }
    }
    accepted.stream()
        .filter(line -> !needed.contains(line))
        .map(
            line ->
                "%s in %s: accepted for %s, and not there"
                    .formatted(line.component, line.jar, line.advisory))
        .forEach(problems::add);
    return problems;
  }

  /** By their numbers, from the left; what follows a hyphen says nothing of age here. */
  static int compare(String a, String b) {
    int[] left = numbers(a);
    int[] right = numbers(b);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order = Integer.compare(i < left.length ? left[i] : 0, i < right.length ? right[i] : 0);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("-", -1)[0].split("\\.", -1))
        .filter(part -> part.matches("[0-9]{1,9}"))
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
