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
package io.sparkenergy.benchmarks.peers;

import io.sparkenergy.backend.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which cells. */
final class Grid {
  @Option(
      names = "--energy",
      defaultValue = "",
      paramLabel = "REGEX",
      description = "Only the energies in whose name this is found.")
  private Pattern energy;

  @Option(
      names = "--d",
      split = ",",
      defaultValue = "2,8,32,128,512",
      description = "Entries of a row (default: 2,8,32,128,512).")
  private List<Integer> dimensions;

  @Option(
      names = "--n",
      split = ",",
      defaultValue = "1024,8192,65536",
      description = "Rows of a batch (default: 1024,8192,65536).")
  private List<Integer> rows;

  @Option(
      names = "--precision",
      split = ",",
      defaultValue = "float,double",
      description = "Numbers (default: float,double).")
  private List<String> precisions;

  @Option(
      names = "--quantities",
      split = ",",
      defaultValue = "energy,energy+score",
      description = "What is computed (default: energy,energy+score).")
  private List<String> quantities;

  List<Subject> subjects() {
    return Arrays.stream(Subject.values())
        .filter(subject -> energy.matcher(subject.symbol()).find())
        .toList();
  }

  List<Precision> precisions() {
    return precisions.stream().map(text -> Precision.parse("--precision", text)).toList();
  }

  /** The same for one energy and precision, for another JVM. */
  List<String> arguments(Subject subject, Precision precision) {
    return List.of(
        "--energy", "^" + subject.symbol() + "$",
        "--precision", precision.symbol(),
        "--d", joined(dimensions),
        "--n", joined(rows),
        "--quantities", joined(quantities));
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  List<Cell> cells(Subject subject, Precision precision) {
    List<Cell> cells = new ArrayList<>();
    for (int d : dimensions) {
      for (int n : rows) {
        for (String text : quantities) {
          cells.add(new Cell(subject, precision, d, n, Quantities.parse(text)));
        }
      }
    }
    return cells;
  }
}
