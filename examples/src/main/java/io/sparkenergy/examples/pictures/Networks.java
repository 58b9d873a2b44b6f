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
package io.sparkenergy.examples.pictures;

import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.MlpEnergy.Layer;
import io.sparkenergy.energy.SameDiffEnergy;
import io.sparkenergy.imports.safetensors.MlpWeights;
import io.sparkenergy.imports.safetensors.SafetensorsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Networks, and what a lambda defines. */
final class Networks {
  private static final double SIDE = 260;
  private static final String TRAINED = "/io/sparkenergy/examples/data/ring.safetensors";

  private Networks() {}

  static void addTo(Map<String, Picture> pictures) {
    EnergyFunction cross =
        MlpEnergy.of(
            Activation.TANH,
            Layer.of(new double[][] {{2, 0}, {2, 0}, {0, 2}, {0, 2}}, new double[] {2, -2, 2, -2}),
            Layer.of(new double[][] {{-1, 1, -1, 1}}, new double[] {4}));
    pictures.put(
        "mlp",
        Picture.of(
            MapPanel.around(cross, 0, 0, 3, SIDE).titled("below, by hand"),
            MapPanel.around(trainedRing(), 0, 0, 3, SIDE)
                .titled("ring.safetensors, trained")
                .withoutJson()));
    pictures.put("samediff", Picture.of(MapPanel.around(SameDiffEnergy.of(star()), 0, 0, 2, 300)));
    EnergyFunction ring = EnergyFunction.define("ring", x -> x.norm().minus(2).square().times(2));
    pictures.put("expression", Picture.of(MapPanel.around(ring, 0, 0, 3.5, 300)));
  }

  private static SameDiff star() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 2);
    SDVariable w =
        graph.constant("w", Nd4j.createFromArray(new double[][] {{2, 0, 1}, {0, 2, -1}}));
    SDVariable h = graph.math.tanh(x.mmul(w));
    h.mul(h).sum("energy", 1);
    return graph;
  }

  private static EnergyFunction trainedRing() {
    try (InputStream stream =
        Objects.requireNonNull(Networks.class.getResourceAsStream(TRAINED), TRAINED)) {
      return MlpWeights.of(SafetensorsFile.of(TRAINED, stream.readAllBytes()))
          .energy(Activation.SILU);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
