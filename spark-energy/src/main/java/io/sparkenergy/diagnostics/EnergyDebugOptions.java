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

import io.sparkenergy.error.EnergyException;
import java.io.Serializable;

/**
 * When {@link EnergyDebug} warns. Immutable; each method gives other options.
 *
 * @param data which columns are read
 * @param scoreNorm warns of a row whose score has a greater norm
 * @param energyRange warns where the greatest energy less the least is greater
 * @param zeroScoreNorm a score counts as zero if its norm is not greater
 * @param zeroScoreShare warns where a greater share of the rows has score zero
 * @param scaleRatio warns where the spreads of two columns, each in units of the energy's own
 *     length there, are further apart
 */
public record EnergyDebugOptions(
    DataOptions data,
    double scoreNorm,
    double energyRange,
    double zeroScoreNorm,
    double zeroScoreShare,
    double scaleRatio)
    implements Serializable {
  public EnergyDebugOptions {
    requireNotNegative("scoreNorm", scoreNorm);
    requireNotNegative("energyRange", energyRange);
    requireNotNegative("zeroScoreNorm", zeroScoreNorm);
    requireNotNegative("zeroScoreShare", zeroScoreShare);
    requireNotNegative("scaleRatio", scaleRatio);
  }

  /**
   * Score norm 1e3, energy range 1e6, score zero (a norm of at most 1e-12) on a tenth of the rows,
   * spreads 1e3 apart.
   */
  public static EnergyDebugOptions defaults() {
    return new EnergyDebugOptions(DataOptions.defaults(), 1e3, 1e6, 1e-12, 0.1, 1e3);
  }

  /** One column of vectors, or several of numbers. */
  public EnergyDebugOptions features(String... columns) {
    return data(data.features(columns));
  }

  /** The column that names rows. */
  public EnergyDebugOptions id(String column) {
    return data(data.id(column));
  }

  public EnergyDebugOptions data(DataOptions read) {
    return new EnergyDebugOptions(
        read, scoreNorm, energyRange, zeroScoreNorm, zeroScoreShare, scaleRatio);
  }

  public EnergyDebugOptions scoreNorm(double greatest) {
    return new EnergyDebugOptions(
        data, greatest, energyRange, zeroScoreNorm, zeroScoreShare, scaleRatio);
  }

  public EnergyDebugOptions energyRange(double greatest) {
    return new EnergyDebugOptions(
        data, scoreNorm, greatest, zeroScoreNorm, zeroScoreShare, scaleRatio);
  }

  public EnergyDebugOptions zeroScores(double norm, double share) {
    return new EnergyDebugOptions(data, scoreNorm, energyRange, norm, share, scaleRatio);
  }

  public EnergyDebugOptions scaleRatio(double greatest) {
    return new EnergyDebugOptions(
        data, scoreNorm, energyRange, zeroScoreNorm, zeroScoreShare, greatest);
  }

  static void requireNotNegative(String option, double value) {
    if (!(value >= 0)) {
      throw EnergyException.invalidParameter(option, value, "a number >= 0");
    }
  }
}
