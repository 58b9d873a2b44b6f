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
package io.sparkenergy.diagnostics.fit;

import io.sparkenergy.json.FieldWriter;
import io.sparkenergy.json.JsonText;
import io.sparkenergy.numerics.Moments;
import java.util.Locale;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * A mean over rows with its normal confidence interval: mean ± z · standard error, by the central
 * limit theorem. NaN where there are too few rows to tell.
 *
 * @param count the rows
 * @param standardError the standard deviation over √count, which divides by one less than the count
 * @param low the interval's lower end
 * @param high the interval's upper end
 * @param confidence the interval's coverage
 */
public record MeanEstimate(
    long count, double mean, double standardError, double low, double high, double confidence) {
  /** Of one entry of vectors. */
  static MeanEstimate of(Moments moments, int entry, double confidence) {
    if (moments.count() == 0) {
      return new MeanEstimate(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, confidence);
    }
    double mean = moments.mean()[entry];
    double error =
        moments.count() < 2
            ? Double.NaN
            : Math.sqrt(moments.covariance()[entry][entry] / moments.count());
    double width =
        new NormalDistribution().inverseCumulativeProbability((1 + confidence) / 2) * error;
    return new MeanEstimate(moments.count(), mean, error, mean - width, mean + width, confidence);
  }

  /** Whether the interval is to one side of a value. */
  public boolean excludes(double value) {
    return low > value || high < value;
  }

  FieldWriter toFields() {
    return JsonText.write()
        .number("mean", mean)
        .number("standard_error", standardError)
        .number("low", low)
        .number("high", high)
        .number("confidence", confidence)
        .text("interval", "normal");
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.6g ± %.3g (%.0f %%: %.6g to %.6g)",
        mean,
        standardError,
        100 * confidence,
        low,
        high);
  }
}
