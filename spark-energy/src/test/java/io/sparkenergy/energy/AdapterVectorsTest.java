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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AdapterVectorsTest {
  @Test
  void theCommittedVectorsAreWhatTheFormulasGive() throws IOException {
    assertThat(Files.readAllLines(Path.of("src/test/resources/vectors-adapters.jsonl")))
        .isEqualTo(AdapterVectors.lines());
  }

  @Test
  void logarithmAndExponentialAreKnownToTheirLastDigits() {
    // OEIS A001113 and A002162
    assertThat(Decimals.exp(BigDecimal.ONE).toPlainString())
        .startsWith("2.71828182845904523536028747135266249775724709369995957496696762772407663");
    assertThat(Decimals.log(Decimals.TWO).toPlainString())
        .startsWith("0.69314718055994530941723212145817656807550013436025525412068000949339362");
    BigDecimal far = Decimals.exact(-1234.5);
    assertThat(Decimals.log(Decimals.exp(far)).subtract(far).doubleValue())
        .isCloseTo(0, within(1e-110));
  }
}
