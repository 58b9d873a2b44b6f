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
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A loaded graph, ready to give energies and gradients in one thread. The loss that it is
 * differentiated for is the sum of the rows' energies, and of a variable of 0: SameDiff does not
 * differentiate a graph in which nothing can be trained.
 */
final class SameDiffGraph {
  private static final String PREFIX = "spark_energy_";

  private final String file;
  private final SameDiff graph;
  private final SDVariable input;
  private final SDVariable output;

  private SameDiffGraph(String file, SameDiff graph, SDVariable input, SDVariable output) {
    this.file = file;
    this.graph = graph;
    this.input = input;
    this.output = output;
  }

  static SameDiffGraph load(
      String file, byte[] bytes, Optional<String> inputName, Optional<String> outputName) {
    SameDiff graph = parsed(file, bytes);
    SameDiffOperators.require(file, graph);
    SDVariable input = input(file, graph, inputName);
    SDVariable output = output(file, graph, outputName);
    useReleasingMemory(graph);
    return new SameDiffGraph(file, graph, input, output);
  }

  private static SameDiff parsed(String file, byte[] bytes) {
    try {
      return SameDiff.fromFlatBuffers(ByteBuffer.wrap(bytes), false);
    } catch (EnergyException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // ND4J believes the lengths in a file.
      throw refused(file, e, "it is not what SameDiff.save writes (" + e + ")");
    }
  }

  private static SDVariable input(String file, SameDiff graph, Optional<String> name) {
    List<String> placeholders =
        graph.variables().stream()
            .filter(variable -> variable.getVariableType() == VariableType.PLACEHOLDER)
            .map(SDVariable::name)
            .sorted()
            .toList();
    if (name.isPresent() ? !placeholders.contains(name.get()) : placeholders.size() != 1) {
      throw EnergyException.invalidModelFile(
          file,
          "placeholders",
          placeholders,
          name.map(wanted -> "one of the name " + wanted).orElse("one; say which"));
    }
    SDVariable input = graph.getVariable(name.orElseGet(() -> placeholders.get(0)));
    long[] shape = input.placeholderShape();
    boolean fits =
        shape != null
            && shape.length == 2
            && shape[0] < 0
            && shape[1] > 0
            && shape[1] <= SameDiffBytes.FEATURES;
    if (!fits || !input.dataType().isFPType()) {
      throw EnergyException.invalidModelFile(
          file,
          "placeholder " + input.name(),
          input.dataType() + " of shape " + Arrays.toString(shape),
          "real numbers of shape (-1, d), d at most " + SameDiffBytes.FEATURES);
    }
    return input;
  }

  private static SDVariable output(String file, SameDiff graph, Optional<String> name) {
    List<String> results =
        graph.variables().stream()
            .filter(variable -> variable.getVariableType() == VariableType.ARRAY)
            .map(SDVariable::name)
            .filter(variable -> name.isPresent() || isUnused(graph, variable))
            .sorted()
            .toList();
    if (name.isPresent() ? !results.contains(name.get()) : results.size() != 1) {
      throw EnergyException.invalidModelFile(
          file,
          "results",
          results,
          name.map(wanted -> "one of the name " + wanted).orElse("one; say which"));
    }
    return graph.getVariable(name.orElseGet(() -> results.get(0)));
  }

  private static boolean isUnused(SameDiff graph, String variable) {
    List<String> users = graph.getVariables().get(variable).getInputsForOp();
    return users == null || users.isEmpty();
  }

  private static void useReleasingMemory(SameDiff graph) {
    InferenceSession session = new InferenceSession(graph);
    session.setMmgr(new ReleasingMemory());
    graph.getSessions().put(Thread.currentThread().getId(), session);
  }

  /** Makes the gradient function; throws what SameDiff throws if it cannot. */
  void differentiate() {
    DataType type = output.dataType();
    SDVariable zero = graph.var(PREFIX + "zero", Nd4j.scalar(type, 0));
    output.sum(PREFIX + "sum").add(PREFIX + "loss", zero);
    graph.setLossVariables(PREFIX + "loss");
    graph.createGradFunction(input.name());
    useReleasingMemory(graph.getFunction("grad"));
  }

  String input() {
    return input.name();
  }

  String output() {
    return output.name();
  }

  int dimension() {
    return (int) input.placeholderShape()[1];
  }

  /** E for every row, of x's data type. */
  INDArray energy(INDArray x) {
    INDArray result = graph.output(Map.of(input.name(), fed(x)), output.name()).get(output.name());
    long rows = x.size(0);
    boolean fits =
        result.length() == rows
            && (result.rank() == 1 || result.rank() == 2)
            && result.size(0) == rows;
    if (!fits) {
      throw EnergyException.invalidModelFile(
          file,
          "result " + output.name(),
          "shape " + Arrays.toString(result.shape()) + " for " + rows + " rows",
          "shape (n) or (n, 1): one energy a row");
    }
    return taken(result, x, rows);
  }

  /** ∇E for every row, of x's data type. */
  INDArray gradient(INDArray x) {
    INDArray gradient =
        graph.calculateGradients(Map.of(input.name(), fed(x)), input.name()).get(input.name());
    return taken(gradient, x, x.shape());
  }

  private INDArray fed(INDArray x) {
    return x.castTo(input.dataType());
  }

  private static INDArray taken(INDArray result, INDArray x, long... shape) {
    return result.castTo(x.dataType()).dup('c').reshape(shape);
  }

  /** Whether SameDiff can differentiate the graph, and run what it made. */
  boolean givesGradient() {
    try {
      differentiate();
      gradient(Nd4j.create(input.dataType(), 2, dimension()));
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Refuses a graph that gives a row another energy when another row is beside it. */
  void requireRowByRow() {
    INDArray pair = Nd4j.create(input.dataType(), 2, dimension());
    for (int j = 0; j < dimension(); j++) {
      pair.putScalar(0, j, 0.5 + 0.25 * Math.sin(j));
      pair.putScalar(1, j, -0.75 + 0.5 * Math.cos(j));
    }
    INDArray together = energy(pair);
    double tolerance = input.dataType() == DataType.DOUBLE ? 1e-9 : 1e-3;
    for (int i = 0; i < 2; i++) {
      INDArray alone = pair.get(NDArrayIndex.interval(i, i + 1), NDArrayIndex.all()).dup();
      if (!near(together.getDouble(i), energy(alone).getDouble(0), tolerance)) {
        throw EnergyException.invalidModelFile(
            file,
            "result " + output.name(),
            "an energy that depends on the rows beside it",
            "each row by itself");
      }
    }
  }

  private static boolean near(double a, double b, double tolerance) {
    return Double.compare(a, b) == 0 || Math.abs(a - b) <= tolerance * (1 + Math.abs(a));
  }

  static EnergyException refused(String file, Throwable cause, String problem) {
    return EnergyException.causedBy(
        cause,
        ErrorCondition.INVALID_MODEL_FILE,
        "file",
        file,
        "problem",
        problem.lines().findFirst().orElse(""));
  }
}
