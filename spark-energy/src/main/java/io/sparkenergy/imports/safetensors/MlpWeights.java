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
package io.sparkenergy.imports.safetensors;

import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.MlpEnergy.Layer;
import io.sparkenergy.error.EnergyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The linear layers of an {@code nn.Sequential}, as its {@code state_dict} names them - {@code
 * network.0.weight}, {@code network.0.bias}, {@code network.2.weight}, … - and what they are as an
 * energy. A file says nothing of activations: that is for the caller to know.
 *
 * <pre>{@code
 * MlpEnergy energy = MlpWeights.of(SafetensorsFile.read(path)).energy(Activation.SILU);
 * }</pre>
 *
 * <p>Every tensor must find its place; with {@link #module}, every tensor below that module.
 */
public final class MlpWeights {
  private static final Pattern SEQUENTIAL =
      Pattern.compile("((?:.+\\.)?)(0|[1-9][0-9]{0,8})\\.(?:weight|bias)");

  private final SafetensorsFile file;
  private final String prefix;
  private final List<String> layers;
  private final boolean missingBiasIsZero;

  private MlpWeights(
      SafetensorsFile file, String prefix, List<String> layers, boolean missingBiasIsZero) {
    this.file = file;
    this.prefix = prefix;
    this.layers = layers;
    this.missingBiasIsZero = missingBiasIsZero;
  }

  /** All tensors of a file. */
  public static MlpWeights of(SafetensorsFile file) {
    return new MlpWeights(file, "", List.of(), false);
  }

  /** Only the tensors of one module, such as {@code model.energy}; others are left out. */
  public MlpWeights module(String name) {
    String dotted = name.isEmpty() || name.endsWith(".") ? name : name + ".";
    return new MlpWeights(file, dotted, layers, missingBiasIsZero);
  }

  /** Layers that bear names, first to last, such as {@code fc1}, {@code fc2}, {@code out}. */
  public MlpWeights layers(List<String> names) {
    return new MlpWeights(file, prefix, List.copyOf(names), missingBiasIsZero);
  }

  /** Takes 0 for a bias that is not there: layers made with {@code bias=False}. */
  public MlpWeights missingBiasIsZero() {
    return new MlpWeights(file, prefix, layers, true);
  }

  /**
   * The energy of the layers with an activation between them.
   *
   * @throws EnergyException naming the tensor that is missing, left over, or of a shape that does
   *     not fit: weights are (out, in), biases (out), the last layer has one output
   */
  public MlpEnergy energy(Activation activation) {
    List<String> candidates =
        file.names().stream().filter(name -> name.startsWith(prefix)).toList();
    if (candidates.isEmpty()) {
      throw refused(
          "tensors",
          prefix.isEmpty() ? "none" : "none below " + prefix,
          prefix.isEmpty() ? "one or more" : "one or more of " + listed(file.names()));
    }
    List<String> names =
        layers.isEmpty()
            ? sequential(candidates)
            : layers.stream().map(layer -> prefix + layer).toList();
    requireAllUsed(candidates, names);
    Layer[] built = new Layer[names.size()];
    long inputs = -1;
    for (int i = 0; i < built.length; i++) {
      Tensor weight = weight(names.get(i), inputs, i == built.length - 1);
      built[i] = layer(names.get(i), weight);
      inputs = weight.shape()[0];
    }
    return MlpEnergy.of(activation, built);
  }

  /** The modules by index. */
  private List<String> sequential(List<String> candidates) {
    TreeMap<Integer, String> byIndex = new TreeMap<>();
    TreeSet<String> prefixes = new TreeSet<>();
    List<String> others = new ArrayList<>();
    for (String name : candidates) {
      Matcher matcher = SEQUENTIAL.matcher(name);
      if (matcher.matches()) {
        prefixes.add(matcher.group(1));
        int index = Integer.parseInt(matcher.group(2));
        byIndex.put(index, matcher.group(1) + index);
      } else {
        others.add(name);
      }
    }
    if (!others.isEmpty()) {
      throw refused(
          "tensors",
          listed(others),
          "names of an nn.Sequential such as network.0.weight; say which module to take, or the"
              + " layers by name");
    }
    if (prefixes.size() > 1) {
      throw refused(
          "tensors",
          "more than one nn.Sequential: " + listed(prefixes),
          "one; say which module to take");
    }
    return List.copyOf(byIndex.values());
  }

  private void requireAllUsed(List<String> candidates, List<String> names) {
    TreeSet<String> leftOver = new TreeSet<>(candidates);
    names.forEach(name -> leftOver.removeAll(List.of(name + ".weight", name + ".bias")));
    if (!leftOver.isEmpty()) {
      throw refused(
          "tensors",
          listed(leftOver) + " left over",
          "only the weights and biases of " + listed(names));
    }
  }

  private Tensor weight(String module, long inputs, boolean last) {
    String name = module + ".weight";
    if (!file.has(name)) {
      throw refused("tensor " + name, "none", "the weights of layer " + module);
    }
    Tensor weight = file.tensor(name);
    long[] shape = weight.shape();
    boolean fits =
        shape.length == 2
            && shape[0] > 0
            && shape[1] > 0
            && (!last || shape[0] == 1)
            && (inputs < 0 || shape[1] == inputs);
    if (!fits) {
      throw refused(
          "tensor " + name,
          "shape " + weight.shapeText(),
          "shape (%s, %s): %s%s"
              .formatted(
                  last ? "1" : "out",
                  inputs < 0 ? "in" : inputs,
                  last ? "the last layer gives the energy" : "(out, in)",
                  inputs < 0 ? "" : ", the layer before has " + inputs + " outputs"));
    }
    return weight;
  }

  private Layer layer(String module, Tensor weight) {
    int outputs = (int) weight.shape()[0];
    int inputs = (int) weight.shape()[1];
    double[][] rows = new double[outputs][];
    for (int i = 0; i < outputs; i++) {
      rows[i] = Arrays.copyOfRange(weight.values(), i * inputs, (i + 1) * inputs);
    }
    double[] offsets = offsets(module, outputs);
    try {
      return Layer.of(rows, offsets);
    } catch (EnergyException e) {
      throw EnergyException.invalidModelFile(file.file(), "layer " + module, e);
    }
  }

  private double[] offsets(String module, int outputs) {
    String name = module + ".bias";
    if (!file.has(name)) {
      if (missingBiasIsZero) {
        return new double[outputs];
      }
      throw refused(
          "tensor " + name,
          "none",
          "the bias of layer "
              + module
              + "; if the layer was made with bias=False, say that a"
              + " missing bias is 0");
    }
    Tensor bias = file.tensor(name);
    if (bias.shape().length != 1 || bias.shape()[0] != outputs) {
      throw refused(
          "tensor " + name,
          "shape " + bias.shapeText(),
          "shape (" + outputs + "), one for each output of " + module + ".weight");
    }
    return bias.values();
  }

  /** The first few names; a file may hold thousands. */
  static String listed(Collection<String> names) {
    String first = names.stream().limit(8).collect(Collectors.joining(", "));
    return names.size() <= 8 ? first : first + " and " + (names.size() - 8) + " more";
  }

  private EnergyException refused(String part, Object found, String expected) {
    return EnergyException.invalidModelFile(file.file(), part, found, expected);
  }
}
