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
package io.sparkenergy.diagnostics;

import io.sparkenergy.diagnostics.report.EnergyDebugReport;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What may be wrong with an energy over data: NaN and infinities in features, energies and scores,
 * scores and ranges beyond thresholds, collapse, and rows that do not fit. All rows are read once,
 * evaluated in batches as {@code spark.energy.*} says, and no row hides what is wrong with another.
 */
public final class EnergyDebug {
  private EnergyDebug() {}

  /** With the default options. */
  public static EnergyDebugReport run(Dataset<Row> df, EnergyFunction energy) {
    return run(df, energy, EnergyDebugOptions.defaults());
  }

  /**
   * Reads a DataFrame and reports. An energy that gives no score is looked at without; a DataFrame
   * without rows gives a report without warnings.
   *
   * @throws io.sparkenergy.error.EnergyException if a column is not there or cannot hold features,
   *     or a setting is not valid
   */
  public static EnergyDebugReport run(
      Dataset<Row> df, EnergyFunction energy, EnergyDebugOptions options) {
    Set<Quantity> quantities = DataPass.quantities(energy);
    DebugFindings findings =
        DataPass.over(df, energy, options.data(), "debug")
            .run(quantities, () -> new DebugFindings(options), DebugFindings::merge);
    return findings.report(energy.toString(), options.data().features());
  }
}
