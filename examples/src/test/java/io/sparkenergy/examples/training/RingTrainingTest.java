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
package io.sparkenergy.examples.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RingTrainingTest {
  @Test
  void trainingGivesTheCommittedWeights() throws IOException {
    Perceptron energy = RingTraining.train();
    assertThat(Path.of("data", "ring.safetensors")).hasBinaryContent(WeightsFile.of(energy));
    // What it learned: -log of the ring's density, within the noise of the training.
    double error = 0;
    int count = 0;
    for (double angle = 0; angle < 2 * Math.PI; angle += 0.1) {
      for (double r = 1.6; r < 2.45; r += 0.1) {
        double z = (r - RingTraining.RADIUS) / RingTraining.WIDTH;
        double expected =
            z * z / 2
                + Math.log(RingTraining.WIDTH * Math.sqrt(2 * Math.PI))
                + Math.log(2 * Math.PI * r);
        double found = energy.output(r * Math.cos(angle), r * Math.sin(angle));
        error += Math.abs(found - expected);
        count++;
      }
    }
    assertThat(error / count).isLessThan(0.25);
    assertThat(energy.output(0, 0)).isGreaterThan(energy.output(2, 0) + 5);
    assertThat(energy.output(4, 0)).isGreaterThan(energy.output(0, -2) + 5);
  }
}
