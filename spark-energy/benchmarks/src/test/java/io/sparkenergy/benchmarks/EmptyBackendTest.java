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
package io.sparkenergy.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.backend.Backends;
import io.sparkenergy.energy.HarmonicEnergy;
import org.junit.jupiter.api.Test;

class EmptyBackendTest {
  @Test
  void isFoundByNameAndNeverChosenAutomatically() {
    assertThat(Backends.find(EmptyBackend.NAME)).isInstanceOf(EmptyBackend.class);
    assertThat(Backends.find(Backends.AUTO, HarmonicEnergy.standard()).name()).isEqualTo("cpu");
  }
}
