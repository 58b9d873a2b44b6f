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
package io.sparkenergy.benchmarks.peers.torch;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;

/** Arguments that operators are given over and over. */
final class Numbers {
  static final Scalar ZERO = kept(new Scalar(0.0));
  static final Scalar ONE = kept(new Scalar(1.0));
  static final Scalar TWO = kept(new Scalar(2.0));
  static final Scalar HALF = kept(new Scalar(0.5));
  static final Scalar QUARTER = kept(new Scalar(0.25));
  static final Scalar MINUS_HALF = kept(new Scalar(-0.5));
  static final Scalar MINUS_ONE = kept(new Scalar(-1.0));
  static final Scalar MINUS_TWO = kept(new Scalar(-2.0));

  /** Of a reduction: the type of what is reduced. */
  static final ScalarTypeOptional SAME_TYPE = kept(new ScalarTypeOptional());

  /** The dimension of a row's entries. */
  static final long[] LAST = {1};

  /** The dimension of a mixture's components. */
  static final long[] COMPONENTS = {0};

  private Numbers() {}

  /** Past the end of the scope in which this class happens to be loaded. */
  private static <P extends Pointer> P kept(P pointer) {
    return pointer.retainReference();
  }
}
