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
package io.sparkenergy.cli;

import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what an energy is. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = "Prints an energy's type, dimension, formula and parameters.")
final class DescribeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private EnergyOption energy;

  @Override
  public void run() {
    EnergyFunction function = energy.read();
    PrintWriter out = spec.commandLine().getOut();
    out.println("type:       " + function.type());
    out.println("dimension:  " + function.expectedDimension());
    out.println("energy:     E(x) = " + function.formula());
    out.println("score:      -grad E(x)");
    out.println("parameters: " + Energies.write(function).toOutline());
  }
}
