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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a test of an energy found.
 *
 * @param energy the energy's name and dimension
 * @param source the column or columns that were read, or the distribution that was sampled
 * @param rows all rows that were read
 * @param evaluated the rows whose features fit the energy
 * @param checks in the order in which they were made; none where there are no rows
 * @param energies of the evaluated rows
 * @param scores of all entries of all scores, pooled
 * @param scoreNorms of the Euclidean norms of the scores
 */
public record EnergyTestReport(
    String energy,
    String source,
    long rows,
    long evaluated,
    List<Check> checks,
    Distribution energies,
    Distribution scores,
    Distribution scoreNorms)
    implements Serializable {
  public EnergyTestReport {
    checks = List.copyOf(checks);
  }

  /** Whether no check failed. */
  public boolean passed() {
    return checks.stream().noneMatch(check -> check.verdict() == Verdict.FAILED);
  }

  /** The mean energy. */
  public double energyMean() {
    return energies.mean();
  }

  /** The standard deviation of the energies, dividing by one less than their number. */
  public double energyStd() {
    return energies.std();
  }

  /** The mean of all entries of all scores. */
  public double scoreMean() {
    return scores.mean();
  }

  /**
   * The standard deviation of all entries of all scores, dividing by one less than their number.
   */
  public double scoreStd() {
    return scores.std();
  }

  /** The report as one JSON object. NaN and infinities, which JSON has not, are strings. */
  public String toJson() {
    return ReportJson.of(this).toPrettyText();
  }

  /** The report as rows: one a check, and one a statistic. */
  public Dataset<Row> toDataFrame(SparkSession spark) {
    return new ReportRows()
        .checks(checks)
        .distribution("energy", energies)
        .distribution("score", scores)
        .distribution("score_norm", scoreNorms)
        .in(spark);
  }

  /** The report for people. */
  @Override
  public String toString() {
    return ReportText.of(this);
  }
}
