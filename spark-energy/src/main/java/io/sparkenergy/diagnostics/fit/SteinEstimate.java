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
import java.util.Locale;
import org.apache.spark.sql.Row;

/**
 * An unbiased estimate of the squared kernelised Stein discrepancy.
 *
 * @param squared the estimate, which may be below 0 where the discrepancy is small
 * @param standardError over the blocks or pairs; NaN for fewer than two
 * @param pValue how probable an estimate as large is if the data are the model's
 * @param test {@code wild bootstrap} or {@code normal}
 */
public record SteinEstimate(double squared, double standardError, double pValue, String test) {
  FieldWriter toFields() {
    return JsonText.write()
        .number("squared", squared)
        .number("standard_error", standardError)
        .number("p_value", pValue)
        .text("test", test);
  }

  Row toRow(String statistic) {
    return StatisticRow.tested(statistic, squared, standardError, pValue);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.6g ± %.3g, p = %.4g (%s)", squared, standardError, pValue, test);
  }
}
