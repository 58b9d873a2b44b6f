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
package io.sparkenergy.benchmarks.gpu;

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.benchmarks.gpu.PeerTimes.Answer;
import java.util.List;
import java.util.Locale;

/** Whether two who are compared compute the same. */
final class PeerAnswers {
  private static final double RELATIVE = 1e-9;

  private PeerAnswers() {}

  /**
   * Holds PyTorch's answers to a backend's.
   *
   * @throws IllegalStateException naming the energy and the row where they differ
   */
  static void check(PeerTimes peers, String backend) {
    for (Answer answer : peers.answers()) {
      double[] own = evaluate(backend, answer);
      List<Double> other = answer.energyAndScore();
      if (other.size() != own.length) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "%s: found %d numbers of PyTorch's, expected %d",
                label(answer),
                other.size(),
                own.length));
      }
      for (int i = 0; i < own.length; i++) {
        // NaN is no agreement either.
        if (!(Math.abs(own[i] - other.get(i)) <= RELATIVE * size(own, i))) {
          throw new IllegalStateException(
              String.format(
                  Locale.ROOT,
                  "%s: PyTorch's %s is %s, that of backend %s %s",
                  label(answer),
                  i == 0 ? "energy" : "score[" + (i - 1) + "]",
                  other.get(i),
                  backend,
                  own[i]));
        }
      }
    }
  }

  private static String label(Answer answer) {
    return String.format(
        Locale.ROOT, "%s, d = %d, row %d", answer.subject().symbol(), answer.d(), answer.row());
  }

  /** The energy's own size, or that of the score's largest entry. */
  private static double size(double[] own, int place) {
    double largest = 1;
    for (int i = place == 0 ? 0 : 1; i < (place == 0 ? 1 : own.length); i++) {
      largest = Math.max(largest, Math.abs(own[i]));
    }
    return largest;
  }

  private static double[] evaluate(String backend, Answer answer) {
    int d = answer.d();
    try (BatchEvaluator evaluator =
        Backends.find(backend)
            .open(
                answer.subject().energy(d),
                d,
                GpuCell.BOTH,
                Precision.DOUBLE,
                new BatchSize(1, Long.MAX_VALUE))) {
      System.arraycopy(PeerTimes.rows(d)[answer.row()], 0, evaluator.batch().features(), 0, d);
      evaluator.evaluate(1);
      double[] both = new double[1 + d];
      both[0] = evaluator.batch().energies()[0];
      System.arraycopy(evaluator.batch().scores(), 0, both, 1, d);
      return both;
    }
  }
}
