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
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A SameDiff graph as bytes, and loaded in every thread that evaluates it: log p is -output. */
final class SameDiffModel implements DifferentiableDensityModel {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private final String input;
  private final String output;
  private final int dimension;
  private final boolean differentiable;
  private transient volatile ThreadLocal<SameDiffGraph> loaded;

  private SameDiffModel(
      byte[] bytes, String input, String output, int dimension, boolean differentiable) {
    this.bytes = bytes;
    this.input = input;
    this.output = output;
    this.dimension = dimension;
    this.differentiable = differentiable;
  }

  static SameDiffModel of(
      String file, byte[] bytes, Optional<String> input, Optional<String> output) {
    byte[] copy = SameDiffBytes.checked(file, bytes);
    SameDiffGraph graph = SameDiffGraph.load(file, copy, input, output);
    try {
      graph.requireRowByRow();
    } catch (EnergyException e) {
      throw e;
    } catch (RuntimeException e) {
      throw SameDiffGraph.refused(file, e, "it cannot be evaluated: " + e.getMessage());
    }
    return new SameDiffModel(
        copy, graph.input(), graph.output(), graph.dimension(), graph.givesGradient());
  }

  @Override
  public String name() {
    return "samediff";
  }

  @Override
  public boolean hasGradient() {
    return differentiable;
  }

  @Override
  public String whyNoGradient() {
    return "SameDiff cannot differentiate its graph";
  }

  byte[] bytes() {
    return bytes;
  }

  String input() {
    return input;
  }

  String output() {
    return output;
  }

  int dimension() {
    return dimension;
  }

  @Override
  public INDArray logDensity(INDArray x) {
    return graph().energy(x).negi();
  }

  @Override
  public INDArray logDensityGradient(INDArray x) {
    return graph().gradient(x).negi();
  }

  /** SameDiff is not for several threads. */
  private SameDiffGraph graph() {
    ThreadLocal<SameDiffGraph> graphs = loaded;
    if (graphs == null) {
      synchronized (this) {
        graphs = loaded == null ? ThreadLocal.withInitial(this::load) : loaded;
        loaded = graphs;
      }
    }
    return graphs.get();
  }

  private SameDiffGraph load() {
    SameDiffGraph graph =
        SameDiffGraph.load("samediff", bytes, Optional.of(input), Optional.of(output));
    if (differentiable) {
      graph.differentiate();
    }
    return graph;
  }
}
