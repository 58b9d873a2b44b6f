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
package io.sparkenergy.backend;

/**
 * A number as an interpreter computed it in float64, and how far a sound evaluation in a smaller or
 * equal precision may be from it.
 *
 * @param value the number, which may be infinite or NaN
 * @param error the bound; 0 beside a value that is exact or certainly infinite or NaN, infinite
 *     where nothing can be said (an overflow at the edge, a pole within the rounding of its place)
 */
record BoundedNumber(double value, double error) {
  static final BoundedNumber ZERO = new BoundedNumber(0, 0);

  static BoundedNumber exact(double value) {
    return new BoundedNumber(value, 0);
  }

  /** Nothing is known of what an evaluation may find here. */
  static BoundedNumber uncertain(double value) {
    return new BoundedNumber(value, Double.POSITIVE_INFINITY);
  }

  double magnitude() {
    return Math.abs(value);
  }

  boolean isFinite() {
    return Double.isFinite(value);
  }

  boolean isNaN() {
    return Double.isNaN(value);
  }

  boolean isInfinite() {
    return Double.isInfinite(value);
  }

  boolean isCertain() {
    return error < Double.POSITIVE_INFINITY;
  }

  boolean isExactZero() {
    return value == 0 && error == 0;
  }

  /** Whether every evaluation finds a number other than 0 of this sign (or NaN for NaN). */
  boolean isApartFromZero() {
    return error < magnitude() || isNaN();
  }
}
