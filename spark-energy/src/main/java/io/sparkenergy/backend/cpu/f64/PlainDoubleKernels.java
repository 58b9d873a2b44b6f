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

import io.sparkenergy.backend.cpu.source.Dialect;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Operator;
import java.util.Arrays;

/** Loops for a JVM without the Vector API, in forms that the JIT turns into SIMD where it can. */
final class PlainDoubleKernels implements DoubleKernels {
  /** What a row of panels is rounded up to. */
  private static final int LANES = 8;

  private static final int PANEL_REGISTERS = 16;

  @Override
  public Dialect dialect() {
    return Dialect.PLAIN_DOUBLE;
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void function(
      Operator operator, Attribute attribute, double[] a, int at, double[] z, int to, int count) {
    switch (operator) {
      case EXP -> {
        for (int i = 0; i < count; i++) {
          z[to + i] = PlainFunctions.exp(a[at + i]);
        }
      }
      case LOG -> {
        for (int i = 0; i < count; i++) {
          z[to + i] = PlainFunctions.log(a[at + i]);
        }
      }
      case LOG1P -> {
        for (int i = 0; i < count; i++) {
          z[to + i] = PlainFunctions.log1p(a[at + i]);
        }
      }
      case SIN -> {
        for (int i = 0; i < count; i++) {
          z[to + i] = PlainFunctions.sin(a[at + i]);
        }
      }
      case COS -> {
        for (int i = 0; i < count; i++) {
          z[to + i] = PlainFunctions.cos(a[at + i]);
        }
      }
      case TANH -> {
        for (int i = 0; i < count; i++) {
          z[to + i] = PlainFunctions.tanh(a[at + i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < count; i++) {
          z[to + i] = PlainFunctions.sigmoid(a[at + i]);
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < count; i++) {
          z[to + i] = PlainFunctions.softplus(a[at + i]);
        }
      }
      case ERF -> {
        for (int i = 0; i < count; i++) {
          z[to + i] = PlainFunctions.erf(a[at + i]);
        }
      }
      case POWER -> {
        Attribute.Literal exponent = Attribute.as(Attribute.Literal.class, attribute);
        for (int i = 0; i < count; i++) {
          z[to + i] = Rounded.of(Math.pow(a[at + i], exponent.value()));
        }
      }
      default -> throw new IllegalStateException(operator + " is not a function");
    }
  }

  @Override
  public void sineAndCosine(
      double[] a, int at, double[] sine, int toSine, double[] cosine, int toCosine, int count) {
    for (int i = 0; i < count; i++) {
      sine[toSine + i] = PlainFunctions.sin(a[at + i]);
      cosine[toCosine + i] = PlainFunctions.cos(a[at + i]);
    }
  }

  @Override
  public void sum(double[] a, int at, int stride, int length, double[] z, int to, int rows) {
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      int row = at + r * stride;
      for (int j = 0; j < length; j++) {
        sum += a[row + j];
      }
      z[to + r] = sum;
    }
  }

  @Override
  public void addUp(double[] registers, double[] z, int to, int rows) {
    sum(registers, 0, LANES, LANES, z, to, rows);
  }

  @Override
  public void dot(
      double[] a,
      int at,
      int stride,
      double[] b,
      int bAt,
      int bStride,
      int length,
      double[] z,
      int to,
      int rows) {
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      int row = at + r * stride;
      int bRow = bAt + r * bStride;
      for (int j = 0; j < length; j++) {
        sum += a[row + j] * b[bRow + j];
      }
      z[to + r] = sum;
    }
  }

  @Override
  public void largest(double[] a, int at, int stride, int length, double[] z, int to, int rows) {
    for (int r = 0; r < rows; r++) {
      int row = at + r * stride;
      double largest = a[row];
      for (int j = 1; j < length; j++) {
        largest = Math.max(largest, a[row + j]);
      }
      z[to + r] = largest;
    }
  }

  @Override
  public void broadcast(double[] a, int at, double[] z, int to, int stride, int rows) {
    for (int r = 0; r < rows; r++) {
      double number = a[at + r];
      int row = to + r * stride;
      for (int j = 0; j < stride; j++) {
        z[row + j] = number;
      }
    }
  }

  @Override
  public void copy(
      double[] a, int at, int stride, double[] z, int to, int zStride, int length, int rows) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(a, at + r * stride, z, to + r * zStride, length);
    }
  }

  @Override
  public Product product(Attribute.LinearMap map, int stride, int zStride) {
    DoublePanels w = DoublePanels.of(map, LANES, PANEL_REGISTERS);
    return (a, at, z, to, rows) -> {
      // Row by row, for what is written past a row's end belongs to the next.
      for (int r = 0; r < rows; r++) {
        for (int first = 0; first < w.outputs(); first += w.panel()) {
          int width = Math.min(w.panel(), w.outputs() - first);
          int zRow = to + r * zStride + first;
          Arrays.fill(z, zRow, zRow + width, 0);
          addRow(w, first * w.inputs(), width, a, at + r * stride, z, zRow);
        }
      }
    };
  }

  /** Four inputs at a time, so that each result is read and written a quarter as often. */
  private static void addRow(
      DoublePanels w, int from, int width, double[] a, int row, double[] z, int zRow) {
    double[] values = w.values();
    int input = 0;
    for (; input + 4 <= w.inputs(); input += 4) {
      double a0 = a[row + input];
      double a1 = a[row + input + 1];
      double a2 = a[row + input + 2];
      double a3 = a[row + input + 3];
      int w0 = from + input * width;
      int w1 = w0 + width;
      int w2 = w1 + width;
      int w3 = w2 + width;
      for (int j = 0; j < width; j++) {
        z[zRow + j] +=
            a0 * values[w0 + j] + a1 * values[w1 + j] + (a2 * values[w2 + j] + a3 * values[w3 + j]);
      }
    }
    for (; input < w.inputs(); input++) {
      double a0 = a[row + input];
      int w0 = from + input * width;
      for (int j = 0; j < width; j++) {
        z[zRow + j] += a0 * values[w0 + j];
      }
    }
  }
}
