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

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What backend cuda does on the GPU of this machine. */
@Command(
    name = "gpu",
    mixinStandardHelpOptions = true,
    version = "spark-energy benchmarks 0.1.0",
    description = "Checks and measures backend cuda on the GPU of this machine.",
    subcommands = {JobCommand.class, TableCommand.class})
public final class GpuBenchmarks {
  private GpuBenchmarks() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new GpuBenchmarks()).execute(arguments));
  }
}
