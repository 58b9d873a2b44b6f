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
package io.sparkenergy.benchmarks.peers;

import java.util.Map;
import java.util.Optional;

/**
 * A cell's outcome.
 *
 * @param cell what was compared
 * @param ours nanoseconds a row
 * @param best libtorch's fewest nanoseconds a row
 * @param by which of its forms that was
 */
record Verdict(Cell cell, double ours, double best, Contender by) {
  /** Nothing where a contender is missing. */
  static Optional<Verdict> of(Cell cell, Map<Contender, Double> nanos) {
    if (nanos.size() < Contender.values().length) {
      return Optional.empty();
    }
    double analytic = nanos.get(Contender.ANALYTIC);
    double autograd = nanos.get(Contender.AUTOGRAD);
    return Optional.of(
        analytic <= autograd
            ? new Verdict(cell, nanos.get(Contender.OURS), analytic, Contender.ANALYTIC)
            : new Verdict(cell, nanos.get(Contender.OURS), autograd, Contender.AUTOGRAD));
  }

  /** How many times as fast as libtorch. */
  double ratio() {
    return best / ours;
  }

  /** Whether more is expected of it than being as fast. */
  boolean elementwise() {
    return Subject.ELEMENTWISE.contains(cell.subject()) && cell.d() >= 8;
  }

  /** Whether matrix products take most of its time. */
  boolean matrixBound() {
    return cell.subject() == Subject.MLP_3X512
        || (cell.subject() == Subject.GAUSSIAN && cell.d() >= 128);
  }

  /** Multiplications and additions of the matrix products over the whole time: a lower bound. */
  double productFlops() {
    return cell.subject().productFlops(cell.d(), cell.quantities()) / ours * 1e9;
  }
}
