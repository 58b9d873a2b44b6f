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

import io.sparkenergy.benchmarks.peers.peak.FmaPeak;
import io.sparkenergy.benchmarks.peers.peak.LoopForms;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures the peak of fused multiply-adds. */
@Command(
    name = "peak",
    mixinStandardHelpOptions = true,
    description = "Measures the most fused multiply-adds that one core does, and forms of loops.")
final class PeakCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine()
        .getOut()
        .printf(
            "%.1f GFLOP/s float32, %.1f GFLOP/s float64%n",
            FmaPeak.floatFlops() / 1e9, FmaPeak.doubleFlops() / 1e9);
    spec.commandLine()
        .getOut()
        .printf("double_well over a tile, ns a number: %s%n", LoopForms.measure());
    return 0;
  }
}
