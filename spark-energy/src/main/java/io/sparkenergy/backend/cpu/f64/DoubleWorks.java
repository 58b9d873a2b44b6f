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
package io.sparkenergy.backend.cpu.f64;

import io.sparkenergy.backend.cpu.plan.Plan;
import io.sparkenergy.backend.cpu.plan.Plan.Place;
import io.sparkenergy.backend.cpu.plan.Step;
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.ParameterVector;
import java.util.List;

/** Gives a plan's steps their memory and their loops. */
final class DoubleWorks {
  private final Plan plan;
  private final DoubleMemory memory;
  private final DoubleKernels kernels;

  private DoubleWorks(Plan plan, DoubleMemory memory, DoubleKernels kernels) {
    this.plan = plan;
    this.memory = memory;
    this.kernels = kernels;
  }

  /** The work of all steps, in order. */
  static List<DoubleWork> of(Plan plan, DoubleMemory memory, DoubleKernels kernels) {
    DoubleWorks works = new DoubleWorks(plan, memory, kernels);
    return plan.steps().stream().map(works::work).toList();
  }

  private DoubleWork work(Step step) {
    if (step instanceof Step.Fused fused) {
      return new FusedDoubleWork(plan, fused, memory, kernels);
    }
    if (step instanceof Step.Components components) {
      return components.addsEntries()
          ? new EntrySumsDoubleWork(plan, components, memory, kernels)
          : new ComponentSumsDoubleWork(plan, components, memory, kernels);
    }
    if (step instanceof Step.Columns columns) {
      List<Place> places = columns.elements().stream().map(this::place).toList();
      return new TurnDoubleWork(place(columns.vector()), places, true, memory, kernels);
    }
    if (step instanceof Step.Quadratic form) {
      return new QuadraticDoubleWork(plan, form, memory, kernels);
    }
    if (step instanceof Step.SineAndCosine pair) {
      return sineAndCosine(pair);
    }
    Node node = ((Step.Single) step).node();
    return switch (node.execution()) {
      case FUNCTION -> function(node);
      case ROW_WISE -> rowWise(node);
      case LEAF, VIEW, FUSED -> throw new IllegalStateException(node + " is no step");
    };
  }

  private DoubleWork sineAndCosine(Step.SineAndCosine pair) {
    Place in = place(pair.sine().input(0));
    Place sine = place(pair.sine());
    Place cosine = place(pair.cosine());
    int stride = memory.stride(sine);
    double[] a = memory.array(in);
    double[] s = memory.array(sine);
    double[] c = memory.array(cosine);
    return (first, rows) ->
        kernels.sineAndCosine(
            a,
            memory.at(in, first),
            s,
            memory.at(sine, first),
            c,
            memory.at(cosine, first),
            rows * stride);
  }

  private DoubleWork function(Node node) {
    Place in = place(node.input(0));
    Place out = place(node);
    int stride = memory.stride(out);
    double[] a = memory.array(in);
    double[] z = memory.array(out);
    return (first, rows) ->
        kernels.function(
            node.operator(),
            node.attribute(),
            a,
            memory.at(in, first),
            z,
            memory.at(out, first),
            rows * stride);
  }

  private DoubleWork rowWise(Node node) {
    Place out = place(node);
    double[] z = memory.array(out);
    int zStride = memory.stride(out);
    if (node.operator() == Operator.STACK) {
      List<Place> columns = node.inputs().stream().map(this::place).toList();
      return new TurnDoubleWork(out, columns, false, memory, kernels);
    }
    if (node.operator() == Operator.DOT) {
      return dot(node, z, out);
    }
    Place in = place(node.input(0));
    double[] a = memory.array(in);
    int stride = memory.stride(in);
    int length = node.input(0).length();
    return switch (node.operator()) {
      case SUM ->
          (first, rows) ->
              kernels.sum(a, memory.at(in, first), stride, length, z, memory.at(out, first), rows);
      case LARGEST ->
          (first, rows) ->
              kernels.largest(
                  a, memory.at(in, first), stride, length, z, memory.at(out, first), rows);
      case LARGEST_MASK ->
          (first, rows) ->
              kernels.largestMask(
                  a, memory.at(in, first), stride, length, z, memory.at(out, first), zStride, rows);
      case BROADCAST ->
          (first, rows) ->
              kernels.broadcast(a, memory.at(in, first), z, memory.at(out, first), zStride, rows);
      case ELEMENT -> {
        int index = Attribute.as(Attribute.Index.class, node.attribute()).index();
        yield (first, rows) ->
            kernels.column(a, memory.at(in, first) + index, stride, z, memory.at(out, first), rows);
      }
      case LINEAR -> {
        DoubleKernels.Product product =
            kernels.product(
                Attribute.as(Attribute.LinearMap.class, node.attribute()), stride, zStride);
        yield (first, rows) -> product.run(a, memory.at(in, first), z, memory.at(out, first), rows);
      }
      default -> throw new IllegalStateException(node + " has no row-wise work");
    };
  }

  private DoubleWork dot(Node node, double[] z, Place out) {
    boolean sharedFirst = node.input(0).isShared();
    Node left = node.input(sharedFirst ? 1 : 0);
    Node right = node.input(sharedFirst ? 0 : 1);
    Place in = place(left);
    double[] a = memory.array(in);
    int stride = memory.stride(in);
    int length = left.length();
    if (right.isShared()) {
      double[] b = shared(right);
      return (first, rows) ->
          kernels.dot(
              a, memory.at(in, first), stride, b, 0, 0, length, z, memory.at(out, first), rows);
    }
    Place other = place(right);
    double[] b = memory.array(other);
    int bStride = memory.stride(other);
    return (first, rows) ->
        kernels.dot(
            a,
            memory.at(in, first),
            stride,
            b,
            memory.at(other, first),
            bStride,
            length,
            z,
            memory.at(out, first),
            rows);
  }

  private double[] shared(Node node) {
    ParameterVector values = Attribute.as(Attribute.Numbers.class, node.attribute()).values();
    double[] numbers = new double[values.length() + kernels.lanes()];
    for (int i = 0; i < values.length(); i++) {
      numbers[i] = Rounded.of(values.get(i));
    }
    return numbers;
  }

  private Place place(Node node) {
    return plan.places().get(node);
  }
}
