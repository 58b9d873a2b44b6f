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
package io.sparkenergy.energy;

import io.sparkenergy.error.EnergyException;
import java.util.Collection;
import java.util.List;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/**
 * The operators that a graph may be of: arithmetic, shapes, reductions, layers. None that loops,
 * calls other graphs, keeps lists of arrays, draws random numbers or prints.
 */
final class SameDiffOperators {
  private static final String PACKAGE = "org.nd4j.linalg.api.ops.impl.";

  private static final List<String> ALLOWED =
      List.of(
          "broadcast.",
          "indexaccum.",
          "layers.",
          "loss.",
          "reduce.",
          "reduce3.",
          "scalar.",
          "shape.",
          "summarystats.",
          "transforms.",
          "controlflow.Select",
          "controlflow.Where",
          "controlflow.compat.StopGradient");

  private static final List<String> REFUSED = List.of("shape.tensorops.", "shape.CreateView");

  private SameDiffOperators() {}

  /**
   * Looks at what a graph would run, before it does.
   *
   * @throws EnergyException naming the operators that no graph here may have
   */
  static void require(String file, SameDiff graph) {
    List<String> refused =
        graph.getOps().values().stream()
            .map(SameDiffOp::getOp)
            .filter(operator -> !isAllowed(operator))
            .map(DifferentialFunction::opName)
            .distinct()
            .sorted()
            .toList();
    if (!refused.isEmpty()) {
      throw EnergyException.invalidModelFile(
          file,
          "operators",
          refused,
          "arithmetic, shapes, reductions and layers: no loops, calls, lists or random numbers");
    }
    Collection<String> functions = graph.definedFunctionNames();
    if (!functions.isEmpty()) {
      throw EnergyException.invalidModelFile(file, "functions", functions, "none");
    }
  }

  private static boolean isAllowed(DifferentialFunction operator) {
    String name = operator.getClass().getName();
    if (!name.startsWith(PACKAGE)) {
      return false;
    }
    String rest = name.substring(PACKAGE.length());
    return ALLOWED.stream().anyMatch(rest::startsWith)
        && REFUSED.stream().noneMatch(rest::startsWith);
  }
}
