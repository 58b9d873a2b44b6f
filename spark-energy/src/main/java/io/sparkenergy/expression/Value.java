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
package io.sparkenergy.expression;

/** What an instruction reads: a register filled earlier, or something that all rows share. */
public sealed interface Value {
  /** The entries a row has: 1 for a scalar. */
  int length();

  /** Whether each row has one number, not a vector (of length 1 or more). */
  boolean isScalar();

  /** One number or vector for each row of the batch, in the evaluator's memory. */
  record Register(int index, int length, boolean isScalar) implements Value {}

  /** One number for all rows. */
  record Constant(double value) implements Value {
    @Override
    public int length() {
      return 1;
    }

    @Override
    public boolean isScalar() {
      return true;
    }
  }

  /** One vector for all rows. */
  record Parameter(ParameterVector values) implements Value {
    @Override
    public int length() {
      return values.length();
    }

    @Override
    public boolean isScalar() {
      return false;
    }
  }
}
