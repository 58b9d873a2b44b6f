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

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What all commands take. */
final class RunOptions {
  @Option(
      names = "--backend",
      defaultValue = "cpu",
      description = "The backend that is compared (default: cpu).")
  private String backend;

  @Option(
      names = "--warm-ups",
      defaultValue = "2",
      description = "Iterations of a cell that do not count (default: 2).")
  private int warmUps;

  @Option(
      names = "--iterations",
      defaultValue = "3",
      description = "Iterations of a cell that count (default: 3).")
  private int measured;

  @Option(
      names = "--millis",
      defaultValue = "80",
      description = "Milliseconds of an iteration; at least one evaluation (default: 80).")
  private int millis;

  @Option(
      names = "--results",
      defaultValue = "spark-energy/benchmarks/results",
      description = "Where results are written (default: results/ of the benchmarks).")
  private Path results;

  String backend() {
    return backend;
  }

  Iterations iterations() {
    return new Iterations(warmUps, Math.max(1, measured), millis);
  }

  Path results() {
    return results;
  }

  /** The same, for another JVM. */
  List<String> arguments() {
    return List.of(
        "--backend", backend,
        "--warm-ups", Integer.toString(warmUps),
        "--iterations", Integer.toString(measured),
        "--millis", Integer.toString(millis),
        "--results", results.toString());
  }

  /** The cells' times. */
  Path timings() {
    return results.resolve("peers.csv");
  }

  /** The facts of the machine. */
  Path machine() {
    return results.resolve("peers-machine.txt");
  }

  /** The comparison. */
  Path report() {
    return results.resolve("peers.md");
  }

  /** What a task sees beside throughput. */
  Path tasks() {
    return results.resolve("peers-tasks.md");
  }

  /** Where the time of evaluations goes. */
  Path steps() {
    return results.resolve("peers-steps.md");
  }
}
