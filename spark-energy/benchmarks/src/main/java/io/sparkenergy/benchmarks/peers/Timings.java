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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What was measured, in nanoseconds a row, kept in a CSV file from run to run. */
final class Timings {
  private static final String HEADER = "energy,precision,d,n,quantities,contender,ns_per_row";

  private final Path file;
  private final NavigableMap<Cell, Map<Contender, Double>> nanos = new TreeMap<>();

  private Timings(Path file) {
    this.file = file;
  }

  /** Those of a file; none if it is not there. */
  static Timings read(Path file) throws IOException {
    Timings timings = new Timings(file);
    if (Files.exists(file)) {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines.subList(1, lines.size())) {
        String[] fields = line.split(",", -1);
        Cell cell =
            new Cell(
                Subject.parse(fields[0]),
                Precision.parse("precision", fields[1]),
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                Quantities.parse(fields[4]));
        Contender contender = Contender.valueOf(fields[5].toUpperCase(Locale.ROOT));
        timings.of(cell).put(contender, Double.valueOf(fields[6]));
      }
    }
    return timings;
  }

  /** Takes the place of what was measured of this cell before, and writes the file. */
  void put(Cell cell, Map<Contender, Double> nanosPerRow) throws IOException {
    of(cell).putAll(nanosPerRow);
    List<String> lines = new ArrayList<>();
    lines.add(HEADER);
    nanos.forEach(
        (key, contenders) ->
            contenders.forEach((contender, value) -> lines.add(line(key, contender, value))));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }

  /** By cell, those of all contenders. */
  NavigableMap<Cell, Map<Contender, Double>> cells() {
    return nanos;
  }

  private Map<Contender, Double> of(Cell cell) {
    return nanos.computeIfAbsent(cell, missing -> new EnumMap<>(Contender.class));
  }

  private static String line(Cell cell, Contender contender, double nanosPerRow) {
    return String.format(
        Locale.ROOT,
        "%s,%s,%d,%d,%s,%s,%.5f",
        cell.subject().symbol(),
        cell.precision().symbol(),
        cell.d(),
        cell.n(),
        cell.quantities().symbol(),
        contender.symbol(),
        nanosPerRow);
  }
}
