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

import org.bytedeco.pytorch.Tensor;

/**
 * One energy in libtorch: for autograd as operators on new tensors, and in its analytic form, which
 * writes into tensors that were allocated before.
 */
public interface TorchEnergy {
  /** The energies of the rows of x, by operators that autograd can follow. */
  Tensor energy(Tensor x);

  /** Writes the energies of {@link Rows#features} into {@link Rows#energies}. */
  void energies();

  /** Writes energies as {@link #energies}, and scores into {@link Rows#scores}. */
  void energiesAndScores();
}
