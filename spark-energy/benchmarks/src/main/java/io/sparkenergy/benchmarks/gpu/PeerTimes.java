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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What PyTorch took, as its script wrote it: a line about it, then energy,d,n,numbers,mode,ms. */
record PeerTimes(String about, Map<String, Double> milliseconds) {
  static final PeerTimes NONE = new PeerTimes("left out", Map.of());

  static PeerTimes read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Map<String, Double> times = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int comma = line.lastIndexOf(',');
      times.put(line.substring(0, comma), Double.parseDouble(line.substring(comma + 1)));
    }
    return new PeerTimes(lines.get(0), times);
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
}
