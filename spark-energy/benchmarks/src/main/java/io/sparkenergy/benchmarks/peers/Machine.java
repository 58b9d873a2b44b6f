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
import io.sparkenergy.benchmarks.peers.peak.FmaPeak;
import io.sparkenergy.benchmarks.peers.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where it was measured, and by which backend.
 *
 * @param floatPeak measured multiplications and additions of float32 a second, on one core
 * @param doublePeak the same of float64
 * @param facts for the reader, a line each
 */
record Machine(double floatPeak, double doublePeak, List<String> facts) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /** Measures the peaks; takes some seconds. */
  static Machine measured(String backend) throws IOException {
    List<String> facts =
        List.of(
            "processor: " + processor(),
            "cores: " + Runtime.getRuntime().availableProcessors(),
            "java: "
                + System.getProperty("java.vm.name")
                + " "
                + System.getProperty("java.vm.version"),
            "backend: " + backend,
            "peer: " + Torch.description());
    return new Machine(FmaPeak.floatFlops(), FmaPeak.doubleFlops(), facts);
  }

  double peak(Precision precision) {
    return precision == Precision.FLOAT ? floatPeak : doublePeak;
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%.6g%n%.6g%n", floatPeak, doublePeak));
    facts.forEach(fact -> text.append(fact).append('\n'));
    Files.writeString(file, text.toString());
  }

  static Machine read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return new Machine(
        Double.parseDouble(lines.get(0)),
        Double.parseDouble(lines.get(1)),
        lines.subList(2, lines.size()));
  }

  private static String processor() throws IOException {
    if (!Files.exists(CPUINFO)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(CPUINFO).stream()
        .filter(line -> line.startsWith("model name"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse(System.getProperty("os.arch"));
  }
}
