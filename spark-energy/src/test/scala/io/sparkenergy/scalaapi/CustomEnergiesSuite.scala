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
package io.sparkenergy.scalaapi

import io.sparkenergy.energy.EnergyFunction
import org.nd4j.linalg.factory.Nd4j
import org.scalatest.funsuite.AnyFunSuite

/** The Scala of docs/custom-energies.md. */
class CustomEnergiesSuite extends AnyFunSuite {
  test("a ring is 0 on its radius and has its width") {
    // snippet
    def ring(radius: Double, width: Double): EnergyFunction =
      EnergyFunction.define(
        "ring",
        x => x.norm.minus(radius).square.times(0.5 / (width * width))
      )
    // end of snippet
    val rows = Nd4j.createFromArray(Array(Array(0.0, 2.0), Array(1.5, 0.0)))
    val energies = ring(2, 0.5).energy(rows).toDoubleVector
    assert(energies.toSeq === Seq(0.0, 0.5))
  }
}
