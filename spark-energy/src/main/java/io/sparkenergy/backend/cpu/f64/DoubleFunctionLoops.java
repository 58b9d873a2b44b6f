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
package io.sparkenergy.backend.cpu.f64;

import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Operator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions over arrays. Each has a loop of its own, which the JIT compiles once with
 * the function inside, for all energies.
 *
 * <p>Loops are called through method handles that are no constants, behind which the JIT does not
 * look. It would take two loops into one method, give up on inlining half-way through the second,
 * and box every vector there.
 */
final class DoubleFunctionLoops {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;

  private static final Map<Operator, MethodHandle> LOOPS = new EnumMap<>(Operator.class);

  static {
    for (Operator operator :
        List.of(
            Operator.EXP,
            Operator.LOG,
            Operator.LOG1P,
            Operator.SIN,
            Operator.COS,
            Operator.TANH,
            Operator.SIGMOID,
            Operator.SOFTPLUS,
            Operator.ERF)) {
      LOOPS.put(operator, loop(operator.symbol()));
    }
  }

  private DoubleFunctionLoops() {}

  private static MethodHandle loop(String name) {
    Class<?> numbers = double[].class;
    MethodType type =
        MethodType.methodType(void.class, numbers, int.class, numbers, int.class, int.class);
    try {
      return MethodHandles.lookup().findStatic(DoubleFunctionLoops.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("there is no loop for " + name, e);
    }
  }

  static void run(
      Operator operator, Attribute attribute, double[] a, int at, double[] z, int to, int count) {
    if (operator == Operator.POWER) {
      power(a, at, z, to, count, Attribute.as(Attribute.Literal.class, attribute));
      return;
    }
    try {
      LOOPS.get(operator).invokeExact(a, at, z, to, count);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("loops declare no exceptions", e);
    }
  }

  static void sineAndCosine(
      double[] a, int at, double[] sine, int toSine, double[] cosine, int toCosine, int count) {
    for (int i = 0; i < count; i += S.length()) {
      DoubleTrigonometry.sinAndCos(
          DoubleVector.fromArray(S, a, at + i), sine, toSine + i, cosine, toCosine + i);
    }
  }

  private static void exp(double[] a, int at, double[] z, int to, int count) {
    for (int i = 0; i < count; i += S.length()) {
      DoubleExponentials.exp(DoubleVector.fromArray(S, a, at + i)).intoArray(z, to + i);
    }
  }

  private static void log(double[] a, int at, double[] z, int to, int count) {
    for (int i = 0; i < count; i += S.length()) {
      DoubleLogarithms.log(DoubleVector.fromArray(S, a, at + i)).intoArray(z, to + i);
    }
  }

  private static void log1p(double[] a, int at, double[] z, int to, int count) {
    for (int i = 0; i < count; i += S.length()) {
      DoubleLogarithms.log1p(DoubleVector.fromArray(S, a, at + i)).intoArray(z, to + i);
    }
  }

  private static void sin(double[] a, int at, double[] z, int to, int count) {
    for (int i = 0; i < count; i += S.length()) {
      DoubleTrigonometry.sin(DoubleVector.fromArray(S, a, at + i)).intoArray(z, to + i);
    }
  }

  private static void cos(double[] a, int at, double[] z, int to, int count) {
    for (int i = 0; i < count; i += S.length()) {
      DoubleTrigonometry.cos(DoubleVector.fromArray(S, a, at + i)).intoArray(z, to + i);
    }
  }

  private static void tanh(double[] a, int at, double[] z, int to, int count) {
    for (int i = 0; i < count; i += S.length()) {
      DoubleExponentials.tanh(DoubleVector.fromArray(S, a, at + i)).intoArray(z, to + i);
    }
  }

  private static void sigmoid(double[] a, int at, double[] z, int to, int count) {
    for (int i = 0; i < count; i += S.length()) {
      DoubleExponentials.sigmoid(DoubleVector.fromArray(S, a, at + i)).intoArray(z, to + i);
    }
  }

  private static void softplus(double[] a, int at, double[] z, int to, int count) {
    for (int i = 0; i < count; i += S.length()) {
      DoubleExponentials.softplus(DoubleVector.fromArray(S, a, at + i)).intoArray(z, to + i);
    }
  }

  private static void erf(double[] a, int at, double[] z, int to, int count) {
    for (int i = 0; i < count; i += S.length()) {
      DoubleErrorFunction.erf(DoubleVector.fromArray(S, a, at + i)).intoArray(z, to + i);
    }
  }

  private static void power(
      double[] a, int at, double[] z, int to, int count, Attribute.Literal exponent) {
    for (int i = 0; i < count; i++) {
      z[to + i] = Rounded.of(Math.pow(a[at + i], exponent.value()));
    }
  }
}
