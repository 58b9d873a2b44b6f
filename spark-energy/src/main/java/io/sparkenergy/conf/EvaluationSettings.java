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
package io.sparkenergy.conf;

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.EnergyFunction;
import java.io.Serializable;

/**
 * How a query evaluates its energies, read from the configuration when the query is analysed.
 *
 * @param backend the backend's own name, never {@code auto}
 */
public record EvaluationSettings(String backend, Precision precision, BatchSize size)
    implements Serializable {
  /**
   * The settings of a session for an energy.
   *
   * @throws io.sparkenergy.error.EnergyException naming the key of a setting that is not valid, or
   *     a backend that is not there
   */
  public static EvaluationSettings of(EnergyConf conf, EnergyFunction energy) {
    conf.choice(EnergyConf.DEVICE, "auto", "cpu", "cuda");
    return new EvaluationSettings(
        Backends.find(conf.get(EnergyConf.BACKEND), energy).name(),
        Precision.parse(EnergyConf.PRECISION.key(), conf.get(EnergyConf.PRECISION)),
        new BatchSize(
            (int) Math.min(conf.positive(EnergyConf.BATCH_ROWS), Integer.MAX_VALUE),
            conf.positive(EnergyConf.BATCH_BYTES)));
  }

  public EvaluationSettings with(Precision other) {
    return new EvaluationSettings(backend, other, size);
  }

  /** As these, for batches of at most so many rows. */
  public EvaluationSettings rows(int most) {
    return new EvaluationSettings(
        backend, precision, new BatchSize(Math.min(most, size.maxRows()), size.maxBytes()));
  }
}
