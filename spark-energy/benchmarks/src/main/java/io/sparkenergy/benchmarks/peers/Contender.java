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

import io.sparkenergy.backend.Precision;
import io.sparkenergy.benchmarks.peers.torch.Rows;
import java.util.Locale;
import org.bytedeco.pytorch.global.torch;

/** Who computes. */
enum Contender {
  OURS {
    @Override
    Evaluation open(Cell cell, Problem problem, String backend) {
      double[] features = Inputs.rows(cell.n(), cell.d());
      return OurEvaluations.open(backend, problem.energy(), cell, features);
    }
  },
  ANALYTIC {
    @Override
    Evaluation open(Cell cell, Problem problem, String backend) {
      return new AnalyticEvaluation(cell.quantities(), problem, () -> rows(cell));
    }
  },
  AUTOGRAD {
    @Override
    Evaluation open(Cell cell, Problem problem, String backend) {
      return new AutogradEvaluation(cell.quantities(), problem, () -> rows(cell));
    }
  };

  /** Readies the evaluation of a cell, its rows written. */
  abstract Evaluation open(Cell cell, Problem problem, String backend);

  /** The name in results. */
  String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Rows rows(Cell cell) {
    return new Rows(
        Inputs.rows(cell.n(), cell.d()),
        cell.n(),
        cell.d(),
        cell.quantities().withScores(),
        cell.precision() == Precision.DOUBLE ? torch.ScalarType.Double : torch.ScalarType.Float);
  }
}
