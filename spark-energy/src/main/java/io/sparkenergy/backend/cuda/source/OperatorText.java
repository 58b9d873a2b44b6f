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
package io.sparkenergy.backend.cuda.source;

import io.sparkenergy.backend.Precision;
import io.sparkenergy.expression.Operator;

/**
 * How each operator is written in CUDA C++, for the variables that hold its inputs. The switch has
 * no default, so that a new operator does not compile until it has a place here. {@code num} is the
 * program's type; functions carry its suffix, for the accurate function of that precision.
 */
final class OperatorText {
  private final String suffix;

  OperatorText(Precision precision) {
    this.suffix = precision == Precision.FLOAT ? "f" : "";
  }

  /** The operator's value; a power takes its exponent as second input. */
  String of(Operator operator, Object... inputs) {
    return form(operator).replace("@", suffix).formatted(inputs);
  }

  /** The statement that leaves both in variables. */
  String sineAndCosine(String argument, String sine, String cosine) {
    return "sincos%s(%s, &%s, &%s)".formatted(suffix, argument, sine, cosine);
  }

  private static String form(Operator operator) {
    return switch (operator) {
      case ADD -> "%s + %s";
      case SUBTRACT -> "%s - %s";
      case MULTIPLY -> "%s * %s";
      case DIVIDE -> "%s / %s";
      case DIVIDE_OR_ZERO -> "%2$s == 0 ? num(0) : %1$s / %2$s";
      case MAXIMUM -> "larger(%s, %s)";
      case MINIMUM -> "smaller(%s, %s)";
      case POWER -> "pow@(%s, %s)";
      case ABS -> "fabs@(%s)";
      case SIGN -> "%1$s > 0 ? num(1) : %1$s < 0 ? num(-1) : %1$s";
      case SQUARE -> "%1$s * %1$s";
      case SQRT -> "sqrt@(%s)";
      case EXP -> "exp@(%s)";
      case LOG -> "log@(%s)";
      case LOG1P -> "log1p@(%s)";
      case SIN -> "sin@(%s)";
      case COS -> "cos@(%s)";
      case TANH -> "tanh@(%s)";
      case SIGMOID -> "num(1) / (num(1) + exp@(-%s))";
      case SOFTPLUS -> "(%1$s > 0 ? %1$s : num(0)) + log1p@(exp@(-fabs@(%1$s)))";
      case ERF -> "erf@(%s)";
      case RELU -> "%1$s < 0 ? num(0) : %1$s";
      case STEP -> "%1$s > 0 ? num(1) : %1$s != %1$s ? %1$s : num(0)";
      case LESS -> "%s < %s ? num(1) : num(0)";
      case SELECT -> "%s != 0 ? %s : %s";
      case GATE -> "%1$s == 0 ? num(0) : %1$s * %2$s";
      case SUM -> "%s + %s";
      case DOT -> "%3$s + %1$s * %2$s";
      case LARGEST -> "larger(%s, %s)";
      case INPUT, DIRECTION, PARAMETER, LINEAR -> "%s[%s]";
      case CONSTANT, BROADCAST, ELEMENT, SLICE -> "%s";
      case STACK -> "%s == %s ? %s : %s";
      case PAD -> "%s ? %s : num(0)";
      case LARGEST_MASK -> "%s == %s ? num(1) : num(0)";
      case SIZE, TERM, CLIP, POINT, NORM, LOG_SUM_EXP, SOFTMAX, LEAF, LEAF_GRADIENT ->
          throw new IllegalStateException(operator + " is rewritten before it is written");
    };
  }

  /** What every text begins with. */
  static String prelude(Precision precision) {
    boolean wide = precision == Precision.DOUBLE;
    String infinity =
        wide ? "__longlong_as_double(0x7ff0000000000000LL)" : "__int_as_float(0x7f800000)";
    String nan = wide ? "__longlong_as_double(0x7ff8000000000000LL)" : "__int_as_float(0x7fc00000)";
    return PRELUDE
        .replace("$INFINITY", infinity)
        .replace("$NAN", nan)
        .replace("$wide", wide ? "" : "typedef float4 num4;\n")
        .replace("$num", precision.symbol());
  }

  private static final String PRELUDE =
      """
      typedef $num num;
      typedef $num2 num2;
      $wide
      __device__ __forceinline__ num infinite() { return $INFINITY; }
      __device__ __forceinline__ num notANumber() { return $NAN; }
      __device__ __forceinline__ num larger(num a, num b) { return a > b || a != a ? a : b; }
      __device__ __forceinline__ num smaller(num a, num b) { return a < b || a != a ? a : b; }

      struct Sum {
        static __device__ __forceinline__ num of(num a, num b) { return a + b; }
      };
      struct Largest {
        static __device__ __forceinline__ num of(num a, num b) { return larger(a, b); }
      };

      // What the G threads of a row have come to, in each of them.
      template <class Operation, int G>
      __device__ __forceinline__ num reduce(num a) {
      #pragma unroll
        for (int o = G < 32 ? G / 2 : 16; o > 0; o /= 2) {
          a = Operation::of(a, __shfl_xor_sync(0xffffffffu, a, o));
        }
        if constexpr (G > 32) {
          __shared__ num warps[32];
          if (threadIdx.x % 32 == 0) warps[threadIdx.x / 32] = a;
          __syncthreads();
          a = warps[threadIdx.x % (G / 32)];
      #pragma unroll
          for (int o = G / 64; o > 0; o /= 2) {
            a = Operation::of(a, __shfl_xor_sync(0xffffffffu, a, o));
          }
          __syncthreads();
        }
        return a;
      }

      __device__ __forceinline__ bool precedes(num a, int at, num b, int bAt) {
        return a > b || (a == b && at < bAt);
      }

      // Where the first of a row's largest entries stands.
      template <int G>
      __device__ __forceinline__ int firstLargest(num a, int at) {
      #pragma unroll
        for (int o = G < 32 ? G / 2 : 16; o > 0; o /= 2) {
          const num b = __shfl_xor_sync(0xffffffffu, a, o);
          const int bAt = __shfl_xor_sync(0xffffffffu, at, o);
          if (precedes(b, bAt, a, at)) { a = b; at = bAt; }
        }
        if constexpr (G > 32) {
          __shared__ num warps[32];
          __shared__ int places[32];
          if (threadIdx.x % 32 == 0) { warps[threadIdx.x / 32] = a; places[threadIdx.x / 32] = at; }
          __syncthreads();
      #pragma unroll
          for (int warp = 0; warp < G / 32; warp++) {
            if (precedes(warps[warp], places[warp], a, at)) { a = warps[warp]; at = places[warp]; }
          }
          __syncthreads();
        }
        return at;
      }
      """;
}
