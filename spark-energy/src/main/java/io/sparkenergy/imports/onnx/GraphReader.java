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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a ModelProto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto): what this library
 * uses of it. Field numbers are those of that file.
 */
final class GraphReader {
  private final String file;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Map<String, ConstantTensor> constants = new LinkedHashMap<>();
  private final List<OnnxGraph.Input> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private long opset;
  private boolean seen;

  private GraphReader(String file) {
    this.file = file;
  }

  static OnnxGraph read(String file, byte... bytes) {
    GraphReader reader = new GraphReader(file);
    reader.readModel(WireReader.of(file, bytes));
    return reader.graph();
  }

  private OnnxGraph graph() {
    if (!seen) {
      throw refused("model", "no graph", "a graph");
    }
    if (opset < OnnxModel.OLDEST_OPSET || opset > OnnxModel.NEWEST_OPSET) {
      throw refused(
          "model",
          opset == 0 ? "no version of ONNX's operators" : "operators of version " + opset,
          "versions " + OnnxModel.OLDEST_OPSET + " to " + OnnxModel.NEWEST_OPSET);
    }
    Set<String> defined = new HashSet<>(constants.keySet());
    inputs.removeIf(input -> constants.containsKey(input.name()));
    inputs.forEach(input -> requireNew(defined, input.name()));
    nodes.forEach(
        node ->
            node.outputs().stream()
                .filter(name -> !name.isEmpty())
                .forEach(name -> requireNew(defined, name)));
    return new OnnxGraph(opset, nodes, constants, inputs, outputs);
  }

  private void requireNew(Set<String> defined, String name) {
    if (!defined.add(name)) {
      throw refused("value " + name, "two definitions", "one");
    }
  }

  private void readModel(WireReader in) {
    while (in.next()) {
      switch (in.field()) {
        case 7 -> {
          if (seen) {
            throw refused("model", "two graphs", "one");
          }
          seen = true;
          readGraph(in.message());
        }
        case 8 -> readOpset(in.message());
        default -> in.skip();
      }
    }
  }

  private void readOpset(WireReader in) {
    String domain = "";
    long version = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> domain = in.text();
        case 2 -> version = in.integer();
        default -> in.skip();
      }
    }
    if (isOwn(domain)) {
      opset = version;
    }
  }

  private static boolean isOwn(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  private void readGraph(WireReader in) {
    while (in.next()) {
      switch (in.field()) {
        case 1 -> {
          nodes.add(readNode(in.message()));
          if (nodes.size() > OnnxLimits.NODES) {
            throw refused("graph", nodes.size() + " nodes or more", "at most " + OnnxLimits.NODES);
          }
        }
        case 5 -> {
          TensorReader tensor = TensorReader.read(file, "an initializer", in.message());
          if (constants.put(tensor.name(), tensor.value()) != null) {
            throw refused("value " + tensor.name(), "two definitions", "one");
          }
        }
        case 11 -> inputs.add(readInput(in.message()));
        case 12 -> outputs.add(readInput(in.message()).name());
        case 15 -> throw refused("graph", "a sparse initializer", "dense ones");
        default -> in.skip();
      }
    }
  }

  private OnnxNode readNode(WireReader in) {
    List<String> taken = new ArrayList<>();
    List<String> given = new ArrayList<>();
    Map<String, OnnxAttribute> attributes = new HashMap<>();
    String name = "";
    String operator = "";
    String domain = "";
    String label = "node " + nodes.size();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> taken.add(in.text());
        case 2 -> given.add(in.text());
        case 3 -> name = in.text();
        case 4 -> operator = in.text();
        case 5 -> AttributeReader.read(file, label, in.message(), attributes);
        case 7 -> domain = in.text();
        default -> in.skip();
      }
    }
    return new OnnxNode(
        "%s (%s%s)".formatted(label, operator, name.isEmpty() ? "" : " " + name),
        isOwn(domain) ? operator : domain + "::" + operator,
        taken,
        given,
        attributes);
  }

  private OnnxGraph.Input readInput(WireReader in) {
    String name = "";
    int elementType = 0;
    Optional<List<Long>> shape = Optional.empty();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> {
          WireReader type = in.message();
          while (type.next()) {
            if (type.field() != 1) {
              type.skip();
              continue;
            }
            WireReader tensor = type.message();
            while (tensor.next()) {
              switch (tensor.field()) {
                case 1 -> elementType = (int) tensor.integer();
                case 2 -> shape = Optional.of(readShape(tensor.message()));
                default -> tensor.skip();
              }
            }
          }
        }
        default -> in.skip();
      }
    }
    return new OnnxGraph.Input(name, elementType, shape);
  }

  private static List<Long> readShape(WireReader in) {
    List<Long> lengths = new ArrayList<>();
    while (in.next()) {
      if (in.field() != 1) {
        in.skip();
        continue;
      }
      long length = OnnxGraph.OPEN;
      WireReader axis = in.message();
      while (axis.next()) {
        if (axis.field() == 1) {
          length = axis.integer();
        } else {
          axis.skip();
        }
      }
      lengths.add(length);
    }
    return lengths;
  }

  private EnergyException refused(String part, Object found, String expected) {
    return EnergyException.invalidModelFile(file, part, found, expected);
  }
}
