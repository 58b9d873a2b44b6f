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

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Compares the evaluation of energies, without Spark, with libtorch's. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    version = "spark-energy benchmarks 0.1.0",
    description = "Compares energies with libtorch's, one thread each, in one run.",
    subcommands = {
      GridCommand.class,
      CellsCommand.class,
      LatencyCommand.class,
      FirstBatchCommand.class,
      ScalingCommand.class,
      MemoryCommand.class,
      StepsCommand.class,
      PeakCommand.class
    })
public final class Peers {
  private Peers() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Peers()).execute(arguments));
  }
}
