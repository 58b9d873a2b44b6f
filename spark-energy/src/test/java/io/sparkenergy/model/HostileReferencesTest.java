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
package io.sparkenergy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.conf.EnergyConf;
import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a query names: a name or JSON, and never a file. */
class HostileReferencesTest {
  private static EnergyConf configured(Map<String, String> settings) {
    return new EnergyConf(settings::getOrDefault, () -> settings);
  }

  private static void assertUnknown(String reference) {
    EnergyFiles none =
        new EnergyFiles(
            () -> {
              throw new AssertionError("a file was asked for");
            });
    assertThatThrownBy(() -> EnergyModels.find(reference, configured(Map.of()), none))
        .isInstanceOfSatisfying(
            EnergyException.class,
            e -> assertThat(e.condition()).isEqualTo(ErrorCondition.UNKNOWN_MODEL));
  }

  @Test
  void noPathInAQueryIsRead(@TempDir Path directory) {
    Path saved = directory.resolve("e.json");
    EnergyFiles files = new EnergyFiles(Configuration::new);
    files.write(HarmonicEnergy.of(3), saved.toString(), false);
    assertUnknown(saved.toString());
    assertUnknown(saved.toUri().toString());
    assertUnknown("/etc/passwd");
    assertUnknown("io.sparkenergy.energy.HarmonicEnergy");
    EnergyConf conf = configured(Map.of("spark.energy.functions.mine", saved.toString()));
    assertThat(EnergyModels.find("mine", conf, files).energy().type()).isEqualTo("harmonic");
  }

  @Test
  void onlyNamesThatSomeoneGaveAreOffered() {
    EnergyModels.register("offered", HarmonicEnergy.of(3));
    String reference = EnergyModels.referenceTo(HarmonicEnergy.of(4));
    EnergyFiles files = new EnergyFiles(Configuration::new);
    EnergyFunction found = EnergyModels.find(reference, configured(Map.of()), files).energy();
    assertThat(Energies.toJson(found)).isEqualTo(Energies.toJson(HarmonicEnergy.of(4)));
    assertThatThrownBy(() -> EnergyModels.find("offerd", configured(Map.of()), files))
        .hasMessageContaining("offered")
        .hasMessageNotContaining(reference);
    EnergyModels.unregister("offered");
  }
}
