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
package io.sparkenergy.benchmarks.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What PyTorch took and answered, as its script wrote it: a line about it, then {@code
 * time,energy,d,n,numbers,mode,ms} and {@code answer,energy,d,row,energy,score…}, of the rows of
 * {@link #rows}.
 *
 * @param milliseconds by energy,d,n,numbers,mode
 */
record PeerTimes(String about, Map<String, Double> milliseconds, List<Answer> answers) {
  static final PeerTimes NONE = new PeerTimes("left out", Map.of(), List.of());

  /** What the script calls PyTorch's ways: the formulas by hand, automatic, and compiled. */
  static final List<String> MODES = List.of("analytic", "autograd", "compiled");

  private static final int EAGER_MODES = 2;
  private static final int ROWS = 4;
  private static final int SEED = 7;

  /** An energy and its score, in float64. */
  record Answer(GpuSubject subject, int d, int row, List<Double> energyAndScore) {}

  /**
   * Reads a file of the script's.
   *
   * @throws IllegalArgumentException naming the line that is none
   */
  static PeerTimes read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Map<String, Double> times = new HashMap<>();
    List<Answer> answers = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] fields = lines.get(i).split(",");
      if (fields[0].equals("time") && fields.length == 7) {
        times.put(
            String.join(",", Arrays.copyOfRange(fields, 1, 6)), Double.parseDouble(fields[6]));
      } else if (fields[0].equals("answer") && fields.length > 4) {
        answers.add(
            new Answer(
                GpuSubject.of(fields[1]),
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                Stream.of(fields).skip(4).map(Double::valueOf).toList()));
      } else {
        throw new IllegalArgumentException(
            file
                + ", line "
                + (i + 1)
                + ": found "
                + lines.get(i)
                + ", expected time,… or answer,…");
      }
    }
    return new PeerTimes(lines.get(0), times, answers);
  }

  /** The rows that are answered. */
  static double[][] rows(int d) {
    double[] all = HashedNumbers.of(SEED, ROWS * d, -1, 1);
    double[][] rows = new double[ROWS][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * d, (i + 1) * d));
    return rows;
  }

  OptionalDouble seconds(GpuCell cell, String mode) {
    String key =
        String.join(
            ",",
            cell.subject().symbol(),
            Integer.toString(cell.d()),
            Integer.toString(cell.n()),
            cell.numbers(),
            mode);
    Double found = milliseconds.get(key);
    return found == null ? OptionalDouble.empty() : OptionalDouble.of(found / 1e3);
  }

  /** The fastest of all ways, or of those without a compiler. */
  OptionalDouble best(GpuCell cell, boolean eager) {
    return MODES.subList(0, eager ? EAGER_MODES : MODES.size()).stream()
        .map(mode -> seconds(cell, mode))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .min();
  }
}
