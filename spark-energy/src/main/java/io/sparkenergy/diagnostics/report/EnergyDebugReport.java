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
package io.sparkenergy.diagnostics.report;

import io.sparkenergy.diagnostics.statistics.Distribution;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What may be wrong with an energy over data.
 *
 * @param energy the energy's name and dimension
 * @param source the column or columns that were read
 * @param rows all rows that were read
 * @param evaluated the rows whose features fit the energy
 * @param warnings what was found, in the order of {@link WarningKind}; none where all is well
 * @param energies of the evaluated rows
 * @param scoreNorms of the Euclidean norms of the scores; empty where the energy gives no score
 * @param columns the scale of each feature, by its place
 */
public record EnergyDebugReport(
    String energy,
    String source,
    long rows,
    long evaluated,
    List<EnergyWarning> warnings,
    Distribution energies,
    Distribution scoreNorms,
    List<ColumnScale> columns)
    implements Serializable {
  public EnergyDebugReport {
    warnings = List.copyOf(warnings);
    columns = List.copyOf(columns);
  }

  /** Whether nothing was found. */
  public boolean clean() {
    return warnings.isEmpty();
  }

  /** A warning, if it was raised. */
  public Optional<EnergyWarning> warning(WarningKind kind) {
    return warnings.stream().filter(warning -> warning.kind() == kind).findFirst();
  }

  /** The report as one JSON object. NaN and infinities, which JSON has not, are strings. */
  public String toJson() {
    return ReportJson.of(this).toPrettyText();
  }

  /** The report as rows: one a warning, and one a statistic. */
  public Dataset<Row> toDataFrame(SparkSession spark) {
    return new ReportRows()
        .warnings(warnings)
        .distribution("energy", energies)
        .distribution("score_norm", scoreNorms)
        .columns(columns)
        .in(spark);
  }

  /** The report for people. */
  @Override
  public String toString() {
    return ReportText.of(this);
  }
}
