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
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions over arrays. Each has a loop of its own, which the JIT compiles once with
 * the function inside, for all energies.
 */
final class DoubleFunctionLoops {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;

  private DoubleFunctionLoops() {}

  static void run(
      Operator operator, Attribute attribute, double[] a, int at, double[] z, int to, int count) {
    switch (operator) {
      case EXP -> exp(a, at, z, to, count);
      case LOG -> log(a, at, z, to, count);
      case LOG1P -> log1p(a, at, z, to, count);
      case SIN -> sin(a, at, z, to, count);
      case COS -> cos(a, at, z, to, count);
      case TANH -> tanh(a, at, z, to, count);
      case SIGMOID -> sigmoid(a, at, z, to, count);
      case SOFTPLUS -> softplus(a, at, z, to, count);
      case ERF -> erf(a, at, z, to, count);
      case POWER -> power(a, at, z, to, count, Attribute.as(Attribute.Literal.class, attribute));
      default -> throw new IllegalStateException(operator + " is not a function");
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
