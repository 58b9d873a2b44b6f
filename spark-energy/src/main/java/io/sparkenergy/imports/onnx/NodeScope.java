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
package io.sparkenergy.imports.onnx;

import io.sparkenergy.error.EnergyException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A node with the values it takes. An input or attribute that its operator never asks for is
 * refused at the end: it would have meant something.
 */
final class NodeScope {
  private final String file;
  private final OnnxNode node;
  private final List<Optional<OnnxValue>> inputs;
  private final OptionalLong batch;
  private final Budget budget;
  private final Set<String> asked = new HashSet<>();
  private int inputsAsked;

  NodeScope(
      String file,
      OnnxNode node,
      List<Optional<OnnxValue>> inputs,
      OptionalLong batch,
      Budget budget) {
    this.file = file;
    this.node = node;
    this.inputs = inputs;
    this.batch = batch;
    this.budget = budget;
  }

  OnnxNode node() {
    return node;
  }

  /** Whether a length stands for the number of rows: unknown, or the one the model was made for. */
  boolean isBatch(double length) {
    return Double.isNaN(length) || (batch.isPresent() && length == batch.getAsLong());
  }

  Budget budget() {
    return budget;
  }

  int inputCount() {
    return inputs.size();
  }

  boolean has(int index) {
    inputsAsked = Math.max(inputsAsked, index + 1);
    return index < inputs.size() && inputs.get(index).isPresent();
  }

  OnnxValue input(int index) {
    if (!has(index)) {
      throw refused("no input " + index, "one");
    }
    return inputs.get(index).get();
  }

  /** An input that must be known now. */
  ConstantTensor constant(int index) {
    if (input(index) instanceof ConstantTensor constant) {
      return constant;
    }
    throw refused("input " + index + " that differs from row to row", "a constant");
  }

  /** A constant input of whole numbers, or what an attribute says in its place. */
  Optional<long[]> integers(String attribute, int index) {
    Optional<long[]> inAttribute = integers(attribute);
    if (inAttribute.isPresent() || !has(index)) {
      return inAttribute;
    }
    return Optional.of(integers(index));
  }

  /** A constant input of whole numbers. */
  long[] integers(int index) {
    ConstantTensor constant = constant(index);
    if (constant.kind() != ConstantTensor.Kind.INTEGER || constant.holdsBatch()) {
      throw refused("input " + index + " that is not whole numbers", "whole numbers");
    }
    return Arrays.stream(constant.values()).mapToLong(value -> (long) value).toArray();
  }

  Optional<long[]> integers(String attribute) {
    return attribute(attribute, OnnxAttribute.INTS).map(OnnxAttribute::integers);
  }

  long integer(String attribute, long byDefault) {
    return attribute(attribute, OnnxAttribute.INT).map(OnnxAttribute::integer).orElse(byDefault);
  }

  double real(String attribute, double byDefault) {
    return attribute(attribute, OnnxAttribute.FLOAT).map(OnnxAttribute::real).orElse(byDefault);
  }

  String text(String attribute, String byDefault) {
    return attribute(attribute, OnnxAttribute.STRING).map(OnnxAttribute::text).orElse(byDefault);
  }

  Optional<OnnxAttribute> attribute(String name, int type) {
    asked.add(name);
    OnnxAttribute attribute = node.attributes().get(name);
    if (attribute != null && attribute.type() != type) {
      throw refused("attribute " + name + " of type " + attribute.type(), "type " + type);
    }
    return Optional.ofNullable(attribute);
  }

  /**
   * The place of an axis among those of the value's shape.
   *
   * @param axis as ONNX counts, from the end if negative
   * @param rank how many axes ONNX counts
   */
  int axis(OnnxValue value, long axis, int rank) {
    long place = axis < 0 ? axis + rank : axis;
    if (place < 0 || place >= rank) {
      throw refused("axis " + axis, "an axis of " + rank);
    }
    if (place < value.batchAxes()) {
      throw mixesRows("axis " + axis);
    }
    return (int) place - value.batchAxes();
  }

  int axis(OnnxValue value, long axis) {
    return axis(value, axis, value.rank());
  }

  /** Refuses inputs and attributes that were never asked for. */
  void close() {
    for (int i = inputsAsked; i < inputs.size(); i++) {
      if (inputs.get(i).isPresent()) {
        throw refused("input " + i, "at most " + inputsAsked + " inputs");
      }
    }
    for (String name : node.attributes().keySet()) {
      if (!asked.contains(name)) {
        throw refused("attribute " + name, "none but " + asked);
      }
    }
  }

  EnergyException mixesRows(String what) {
    return refused(what + " across the rows of a batch", "each row by itself");
  }

  EnergyException refused(String found, String expected) {
    return EnergyException.invalidModelFile(file, node.label(), found, expected);
  }
}
