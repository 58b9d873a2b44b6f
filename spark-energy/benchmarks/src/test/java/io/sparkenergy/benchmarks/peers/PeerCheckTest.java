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
package io.sparkenergy.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.backend.Precision;
import org.junit.jupiter.api.Test;

class PeerCheckTest {
  private static final String REFERENCE = "nd4j";

  private static void check(Cell cell, Problem expected, Problem found) {
    for (Contender contender : Contender.values()) {
      new PeerCheck(cell, expected).check(contender, found, REFERENCE);
    }
  }

  @Test
  void allContendersGiveTheSameAnswers() {
    // Widths on both sides of where the peers change their ways.
    for (int d : new int[] {2, 33, 80, 260}) {
      for (Subject subject : Subject.values()) {
        Problem problem = subject.problem(d, 7);
        for (Precision precision : Precision.values()) {
          for (Quantities quantities : Quantities.values()) {
            Cell cell = new Cell(subject, precision, d, 21, quantities);
            assertThatCode(() -> check(cell, problem, problem))
                .as(cell.toString())
                .doesNotThrowAnyException();
          }
        }
      }
    }
  }

  @Test
  void anotherAnswerIsRefused() {
    Cell cell = new Cell(Subject.SIN2, Precision.DOUBLE, 3, 5, Quantities.ENERGY_AND_SCORE);

    assertThatThrownBy(() -> check(cell, Subject.SIN2.problem(3, 7), Subject.SIN2.problem(3, 8)))
        .hasMessageContaining("sin2 double d=3 n=5 energy+score: ours gave energy");
  }
}
