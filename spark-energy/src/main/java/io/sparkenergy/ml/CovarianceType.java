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
package io.sparkenergy.ml;

import io.sparkenergy.error.EnergyException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the covariance of a normal density may be. */
public enum CovarianceType {
  /** Any. */
  FULL,
  /** Variances alone. */
  DIAGONAL,
  /** Of a mixture: any, the same for all components. */
  TIED,
  /** One variance, the same for all features. */
  SPHERICAL;

  /** The name in parameters. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it has no covariances off the diagonal. */
  boolean isDiagonal() {
    return this == DIAGONAL || this == SPHERICAL;
  }

  /**
   * The type of a name.
   *
   * @throws EnergyException if there is none
   */
  public static CovarianceType of(String symbol) {
    return Arrays.stream(values())
        .filter(type -> type.symbol().equals(symbol))
        .findFirst()
        .orElseThrow(
            () -> EnergyException.invalidParameter("covarianceType", symbol, names(values())));
  }

  static String names(CovarianceType... types) {
    return Arrays.stream(types).map(CovarianceType::symbol).collect(Collectors.joining(", "));
  }
}
