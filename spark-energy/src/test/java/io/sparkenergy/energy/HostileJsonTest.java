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
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cpu.CpuBackend;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.expression.ExpressionLimits;
import io.sparkenergy.json.JsonLimits;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

/** Texts that were written to do harm: each is refused, before it has taken memory or time. */
class HostileJsonTest {
  private static final Set<Quantity> BOTH = EnumSet.of(Quantity.ENERGY, Quantity.SCORE);
  private static final String HARMONIC = "{\"type\":\"harmonic\"}";

  private static String expression(int dimension, String... nodes) {
    return "{\"type\":\"expression\",\"name\":\"e\",\"dimension\":%d,\"nodes\":[%s]}"
        .formatted(dimension, String.join(",", nodes).replace('\'', '"'));
  }

  private static void assertRefused(String json, String... message) {
    assertThatThrownBy(() -> Energies.fromJson(json))
        .isInstanceOf(EnergyException.class)
        .hasMessageContainingAll(message);
  }

  @Test
  void nestingIsBounded() {
    assertThat(Energies.fromJson(nested(JsonLimits.DEPTH - 1)).type()).isEqualTo("tempered");
    assertRefused(nested(JsonLimits.DEPTH), "INVALID_JSON", "nesting depth", "256");
    assertRefused("{\"type\":" + "[".repeat(1_000_000), "INVALID_JSON", "256");
  }

  /** As deep as may be, with all that walks down an energy. */
  @Test
  void theDeepestEnergyIsEvaluatedAndWritten() {
    EnergyFunction deep = Energies.fromJson(nested(JsonLimits.DEPTH - 1));
    assertThat(deep.score(Nd4j.createFromArray(new double[][] {{2}})).getDouble(0)).isEqualTo(-2);
    assertThat(Energies.fromJson(Energies.toJson(deep)).program(BOTH, 3).dimension()).isEqualTo(3);
    StringBuilder sums = new StringBuilder(HARMONIC);
    for (int i = 0; i < JsonLimits.DEPTH / 2 - 1; i++) {
      sums.insert(0, "{\"type\":\"composite\",\"operation\":\"min\",\"components\":[").append("]}");
    }
    assertThat(
            Energies.fromJson(sums.toString())
                .score(Nd4j.createFromArray(new double[][] {{2}}))
                .getDouble(0))
        .isEqualTo(-2);
  }

  private static String nested(int times) {
    return "{\"type\":\"tempered\",\"base\":".repeat(times) + HARMONIC + "}".repeat(times);
  }

  @Test
  void objectsArraysAndNamesAreBounded() {
    assertRefused(
        "{\"type\":\"composite\",\"components\":["
            + (HARMONIC + ",").repeat(JsonLimits.OBJECTS)
            + HARMONIC
            + "]}",
        "found 262145 objects, expected at most 262144");
    assertRefused(
        "{\"type\":\"affine\",\"a\":[" + "[],".repeat(JsonLimits.ARRAYS) + "[]]}",
        "found 4194305 arrays, expected at most 4194304");
    assertRefused(
        "{\"type\":\"harmonic\",\"" + "k".repeat(2000) + "\":1}",
        "found 2000 characters in a name, expected at most 1024");
    assertRefused(
        "{\"type\":\"expression\",\"name\":\"" + "n".repeat(2000) + "\",\"nodes\":[]}",
        "name: found 2000 characters, expected at most 1024");
    assertRefused(
        "{\"type\":\"expression\",\"name\":\"a\\nINFO all is well\",\"nodes\":[]}",
        "name: found a control character");
  }

  @Test
  void messagesAreNotAsLongAsWhatTheyRefuse() {
    assertThatThrownBy(() -> Energies.fromJson("{\"type\":\"" + "x".repeat(1_000_000) + "\"}"))
        .isInstanceOf(EnergyException.class)
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(6000))
        .hasMessageContaining("... of 1000000 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
{'type':'harmonic','k':1e999}                            | k: found "Infinity"
{'type':'harmonic','k':-1e999}                           | k: found "-Infinity"
{'type':'harmonic','k':NaN}                              | INVALID_JSON
{'type':'harmonic','k':1,'k':2}                          | Duplicate field
{'type':'expression','name':'e','dimension':2000000000,'nodes':[{'op':'input','length':'d'}]} | 2000000000
{'type':'expression','name':'e','dimension':-1,'nodes':[{'op':'input','length':'d'}]} | dimension: found -1
{'type':'expression','name':'e','dimension':1e9,'nodes':[{'op':'input','length':'d'}]} | dimension: found
""")
  void numbersThatNoEnergyHasAreRefused(String json, String message) {
    assertRefused(json.replace('\'', '"'), message);
  }

  @Test
  void aNumberOfMoreDigitsThanAnybodyNeedsIsRefused() {
    assertRefused("{\"type\":\"harmonic\",\"k\":" + "9".repeat(2000) + "}", "INVALID_JSON", "1000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
{'op':'broadcast','in':[1],'length':'2000000000'} | length: found 2000000000, expected a number up to 16777216
{'op':'broadcast','in':[1],'length':'99999999999'} | length: found 99999999999
{'op':'broadcast','in':[1],'length':'d+2147483647'} | length: found d+2147483647
{'op':'broadcast','in':[1],'length':'-5'}           | broadcast: found a vector of -5
{'op':'broadcast','in':[1],'length':0}              | broadcast: found a vector of 0
{'op':'pad','in':[0],'start':'-1','length':'9'}     | pad: found 2 entries from entry -1
{'op':'pad','in':[0],'start':'8','length':'9'}      | pad: found 2 entries from entry 8
{'op':'slice','in':[0],'start':'1','length':'2'}    | slice: found 2 entries from entry 1
{'op':'slice','in':[0],'start':'16777216','length':'16777216'} | slice: found 16777216 entries
{'op':'slice','in':[0],'start':'-1','length':'1'}   | slice: found 1 entries from entry -1
{'op':'element','in':[0],'index':-1}                | element: found entry -1
{'op':'element','in':[0],'index':99999999999}       | index: found 99999999999
{'op':'add','in':[0,2]}                             | nodes[2].in: found 2, expected the place of an earlier
{'op':'add','in':[0,-1]}                            | nodes[2].in: found -1
{'op':'add','in':[0]}                               | add: found 1 inputs, expected 2
{'op':'linear','in':[0],'W':[[],[]]}                | linear: found
{'op':'linear','in':[0],'W':[]}                     | linear: found
{'op':'linear','in':[0],'W':[[1,2],[3]]}            | matrix row 1
{'op':'direction','length':'2'}                     | nodes[2].op: found direction, expected an operator
{'op':'leaf','in':[0]}                              | Java object
{'op':'leaf_gradient','in':[0]}                     | Java object
{'op':'term','in':[0]}                              | term: found a vector of d, expected a scalar
{'op':'while','in':[0]}                             | nodes[2].op: found while, expected an operator
{'op':'stack'}                                      | stack: found no scalars
{'op':'parameter','values':[]}                      | parameter: found no numbers
""")
  void nodesThatDoNotFitAreRefused(String node, String message) {
    assertRefused(
        expression(
            2,
            "{'op':'input','length':'d'}",
            "{'op':'element','in':[0],'index':0}",
            node,
            "{'op':'sum','in':[2]}"),
        message);
  }

  @Test
  void anEntryBehindTheRowIsRefused() {
    assertRefused(
        expression(2, "{'op':'input','length':'d'}", "{'op':'element','in':[0],'index':2}"),
        "element: found entry 2, expected an entry of a vector of 2");
  }

  /** Each vector is as long as one may be, and they must stand beside each other. */
  @Test
  void widthsThatAddUpToMoreThanABatchMayHoldAreRefusedBeforeMemoryIsTaken() {
    String x = "{'op':'input','length':'2'}";
    String first = "{'op':'element','in':[0],'index':0}";
    EnergyFunction two =
        Energies.fromJson(
            expression(
                2,
                x,
                first,
                "{'op':'broadcast','in':[1],'length':'16777216'}",
                "{'op':'softmax','in':[2]}",
                "{'op':'largest_mask','in':[3]}",
                "{'op':'dot','in':[3,4]}"));
    assertThatThrownBy(() -> two.program(BOTH, 2))
        .isInstanceOf(EnergyException.class)
        .hasMessageContaining("program: found ")
        .hasMessageContaining(" numbers a row, expected at most 16777216");
    assertThatThrownBy(() -> two.energy(Nd4j.createFromArray(new double[][] {{1, 2}})))
        .hasMessageContaining("numbers a row, expected at most 16777216");
    assertThatThrownBy(
            () -> new CpuBackend().open(two, 2, BOTH, Precision.DOUBLE, new BatchSize(8, 1L << 25)))
        .hasMessageContaining("numbers a row, expected at most 16777216");
  }

  @Test
  void anEnergyOfMoreFeaturesThanARowHasIsRefused() {
    assertThatThrownBy(() -> HarmonicEnergy.of(1).program(BOTH, 1 << 30))
        .isInstanceOf(EnergyException.class)
        .hasMessageContaining("rows: found 1073741824 entries, expected at most 16777216");
  }

  @Test
  void nodesAndTermsInTermsAreBounded() {
    StringBuilder nodes = new StringBuilder("{'op':'input','length':'d'},{'op':'sum','in':[0]}");
    for (int i = 1; i <= ExpressionLimits.NESTED_TERMS + 1; i++) {
      nodes.append(",{'op':'term','in':[%d]}".formatted(i));
    }
    assertRefused(
        expression(2, nodes.toString()), "nodes[258].op: found the innermost of 257 terms");
    assertRefused(
        expression(2, "{'op':'input','length':'d'},".repeat(ExpressionLimits.NODES) + nodes),
        "nodes: found 131331 nodes, expected at most 131072");
  }

  /**
   * r ← sin(r) cos(r), each a term of its own: 2^60 paths lead from the result to x, and each node
   * is differentiated once.
   */
  @Test
  void sharedTermsAreDifferentiatedOnce() {
    int times = 60;
    StringBuilder nodes = new StringBuilder("{'op':'input','length':'d'},{'op':'sum','in':[0]}");
    int last = 1;
    for (int i = 0; i < times; i++) {
      nodes.append(
          (",{'op':'sin','in':[%1$d]},{'op':'term','in':[%2$d]},{'op':'cos','in':[%1$d]},"
                  + "{'op':'term','in':[%4$d]},{'op':'multiply','in':[%3$d,%5$d]}")
              .formatted(last, last + 1, last + 2, last + 3, last + 4));
      last += 5;
    }
    double r = 0.7;
    double slope = 1;
    for (int i = 0; i < times; i++) {
      slope *= Math.cos(2 * r);
      r = 0.5 * Math.sin(2 * r);
    }
    EnergyFunction energy = Energies.fromJson(expression(1, nodes.toString()));
    var row = Nd4j.createFromArray(new double[][] {{0.7}});
    assertThat(energy.energy(row).getDouble(0)).isCloseTo(r, within(1e-14));
    assertThat(energy.gradient(row).getDouble(0)).isCloseTo(slope, within(1e-14));
    assertThat(energy.hessianVectorProduct(row, row).getDouble(0)).isFinite();
  }

  /** Σ x, as the sum of what is padded, divided, padded, …: rewriting goes down a chain of them. */
  @Test
  void longChainsAreSimplifiedWithoutOverflowOfTheStack() {
    int times = 20_000;
    StringBuilder nodes =
        new StringBuilder("{'op':'input','length':'2'},{'op':'constant','value':1.5}");
    int last = 0;
    for (int i = 0; i < times; i++) {
      nodes.append(
          ",{'op':'pad','in':[%d],'start':'0','length':'2'},{'op':'divide_or_zero','in':[%d,1]}"
              .formatted(last, 2 * i + 2));
      last = 2 * i + 3;
    }
    nodes.append(",{'op':'sum','in':[%d]}".formatted(last));
    EnergyFunction energy = Energies.fromJson(expression(2, nodes.toString()));
    assertThat(energy.program(BOTH, 2).instructions()).isNotEmpty();
    EnergyFunction again = Energies.fromJson(Energies.toJson(energy));
    assertThat(again.program(BOTH, 2).instructions()).isNotEmpty();
  }

  /** Constants that fold to infinity, through code that is written for the energy. */
  @Test
  void infiniteConstantsAreNumbersLikeOthers() {
    EnergyFunction energy =
        Energies.fromJson(
            expression(
                2,
                "{'op':'input','length':'d'}",
                "{'op':'constant','value':1e308}",
                "{'op':'multiply','in':[1,1]}",
                "{'op':'subtract','in':[2,2]}",
                "{'op':'multiply','in':[0,2]}",
                "{'op':'add','in':[4,3]}",
                "{'op':'sum','in':[5]}"));
    try (BatchEvaluator evaluator =
        new CpuBackend().open(energy, 2, BOTH, Precision.DOUBLE, new BatchSize(8, 1L << 20))) {
      evaluator.batch().features()[0] = 1;
      evaluator.evaluate(1);
      assertThat(evaluator.batch().energies()[0]).isNaN();
    }
  }
}
