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

/**
 * What the vectors compute, a number at a time, for JVMs without vectors: in double precision, and
 * then rounded.
 */
public final class PlainFunctions {

  private PlainFunctions() {}

  /** e<sup>x</sup>. */
  public static float exp(float x) {
    return (float) Math.exp(x);
  }

  /** The natural logarithm. */
  public static float log(float x) {
    return (float) Math.log(x);
  }

  /** log(1 + x). */
  public static float log1p(float x) {
    return (float) Math.log1p(x);
  }

  /** The sine. */
  public static float sin(float x) {
    return (float) Math.sin(x);
  }

  /** The cosine. */
  public static float cos(float x) {
    return (float) Math.cos(x);
  }

  /** The hyperbolic tangent. */
  public static float tanh(float x) {
    return (float) Math.tanh(x);
  }

  /** 1 / (1 + e<sup>-x</sup>). */
  public static float sigmoid(float x) {
    return (float) io.sparkenergy.backend.cpu.f64.PlainFunctions.sigmoid(x);
  }

  /** log(1 + e<sup>x</sup>). */
  public static float softplus(float x) {
    return (float) io.sparkenergy.backend.cpu.f64.PlainFunctions.softplus(x);
  }

  /** The error function. */
  public static float erf(float x) {
    return (float) io.sparkenergy.backend.cpu.f64.PlainFunctions.erf(x);
  }
}
