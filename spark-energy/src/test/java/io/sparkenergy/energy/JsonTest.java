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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class JsonTest {
  @ParameterizedTest
  @MethodSource("io.sparkenergy.energy.EnergyCatalogue#named")
  void everyTypeReadsBackBitForBit(EnergyFunction energy) {
    String json = Energies.toJson(energy);
    EnergyFunction again = Energies.fromJson(json);
    INDArray x = Nd4j.createFromArray(EnergyCatalogue.rows(10));

    assertThat(Energies.toJson(again)).isEqualTo(json);
    assertThat(Energies.toJson(Energies.fromJson(Energies.toPrettyJson(energy)))).isEqualTo(json);
    assertThat(again.energy(x).toDoubleVector()).isEqualTo(energy.energy(x).toDoubleVector());
    assertThat(again.score(x).toDoubleMatrix()).isDeepEqualTo(energy.score(x).toDoubleMatrix());
  }

  @ParameterizedTest
  @MethodSource("io.sparkenergy.energy.EnergyCatalogue#named")
  void everyTypeTravelsBySerialisation(EnergyFunction energy)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(energy);
    }
    EnergyFunction again;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      again = (EnergyFunction) in.readObject();
    }
    INDArray x = Nd4j.createFromArray(EnergyCatalogue.rows(10));
    assertThat(again.score(x).toDoubleMatrix()).isDeepEqualTo(energy.score(x).toDoubleMatrix());
  }

  @Test
  void theCatalogueOfTheTestsHoldsEveryType() {
    Set<String> tested =
        EnergyCatalogue.all().values().stream()
            .map(EnergyFunction::type)
            .collect(Collectors.toCollection(TreeSet::new));
    tested.add("samediff"); // What only one backend evaluates has tests of its own.
    assertThat(tested).isEqualTo(Energies.types());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
{"type":"double_well"}            | {"type":"double_well","a":1.0,"b":2.0}
{"type":"rosenbrock"}             | {"type":"rosenbrock","a":1.0,"b":100.0}
{"type":"harmonic"}               | {"type":"harmonic","k":1.0}
{"type":"ackley"}                 | {"type":"ackley","a":20.0,"b":0.2,"c":6.283185307179586}
{"type":"rastrigin"}              | {"type":"rastrigin","a":10.0}
{"type":"funnel"}                 | {"type":"funnel","sigma":3.0}
{"type":"sin2"}                   | {"type":"sin2","scale":1.0}
{"type":"affine","a":[5e-324]}    | {"type":"affine","a":[4.9E-324],"c":0.0}
{"type":"harmonic","k":0.30000000000000004} | {"type":"harmonic","k":0.30000000000000004}
""")
  void defaultsAreFilledInAndNumbersKept(String given, String expected) {
    assertThat(Energies.toJson(Energies.fromJson(given))).isEqualTo(expected);
  }

  @Test
  void defaultsOfNestedTypes() {
    String harmonic = "{\"type\":\"harmonic\",\"k\":1.0}";
    assertThat(json("{'type':'composite','components':[{'type':'harmonic'}]}"))
        .isEqualTo(
            "{\"type\":\"composite\",\"operation\":\"sum\",\"components\":[%s],\"weights\":[1.0]}"
                .formatted(harmonic));
    assertThat(json("{'type':'mixture','components':[{'type':'harmonic'}]}"))
        .endsWith("\"weights\":[1.0]}");
    assertThat(json("{'type':'spherical','base':{'type':'harmonic'}}"))
        .endsWith("\"eps\":1.0E-12}");
    assertThat(json("{'type':'tempered','base':{'type':'harmonic'}}")).endsWith("\"beta\":1.0}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
{'type':'gausian'}                        | UNKNOWN_TYPE      | gausian
{'a':1}                                   | MISSING_FIELD     | type
{'type':'gaussian','mean':[0]}            | MISSING_FIELD     | cov
{'type':'harmonic','kk':1}                | UNKNOWN_FIELD     | kk
{'type':'harmonic','k':'one'}             | INVALID_PARAMETER | k: found "one", expected a number
{'type':'harmonic','k':1e400}             | INVALID_PARAMETER | k:
{'type':'harmonic','k':null}              | INVALID_PARAMETER | k: found null
{'type':'harmonic','k':1,'k':2}           | INVALID_JSON      | Duplicate field 'k'
{'type':'harmonic'} x                     | INVALID_JSON      | line 1, column
{'type':                                  | INVALID_JSON      | line 1, column
[1]                                       | INVALID_JSON      | expected an object
{'type':'tempered','base':{'type':'harmonic','q':1}}                  | UNKNOWN_FIELD     | base.q
{'type':'mixture','components':[{'type':'sin2'},{'type':'gaussian','mean':[0,0],'cov':[[1,0],[0,-1]]}]} | INVALID_PARAMETER | components[1].cov: found
{'type':'mlp','layers':[{'W':[[1,2]],'b':[0,0]}]} | INVALID_PARAMETER | layers[0].b: found 2 entries
{'type':'expression','name':'e','nodes':[{'op':'warp'}]} | INVALID_PARAMETER | nodes[0].op: found warp
{'type':'expression','name':'e','nodes':[{'op':'exp','in':[0]}]} | INVALID_PARAMETER | nodes[0].in: found 0
""")
  void whatIsNotAnEnergyIsRefusedByNameOfTheField(String text, String condition, String message) {
    assertThatThrownBy(() -> Energies.fromJson(quoted(text).strip()))
        .isInstanceOfSatisfying(
            EnergyException.class,
            e -> assertThat(e.condition()).isEqualTo(ErrorCondition.valueOf(condition)))
        .hasMessageContaining(message);
  }

  private static String json(String text) {
    return Energies.toJson(Energies.fromJson(quoted(text)));
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }
}
