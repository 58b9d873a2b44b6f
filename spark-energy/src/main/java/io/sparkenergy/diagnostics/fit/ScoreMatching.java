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
import java.util.List;

/**
 * Implicit score matching (A. Hyvärinen, JMLR 6, 2005): J = E[½ ‖∇E‖² - ΔE], the Fisher divergence
 * from the data to the model less a constant of the data. Lower is a better fit; no normaliser is
 * needed.
 *
 * @param objective J
 * @param halfSquaredScore E[½ ‖∇E‖²]
 * @param laplacian E[ΔE]
 * @param method {@code exact}, or {@code hutchinson}, whose noise is in the standard errors
 * @param probes the probes a row, 0 if exact
 */
public record ScoreMatching(
    MeanEstimate objective,
    MeanEstimate halfSquaredScore,
    MeanEstimate laplacian,
    String method,
    int probes) {
  FieldWriter toFields() {
    return JsonText.write()
        .object("objective", objective.toFields())
        .object("half_squared_score", halfSquaredScore.toFields())
        .object("laplacian", laplacian.toFields())
        .text("method", method)
        .integer("probes", probes);
  }

  List<String> lines() {
    return List.of(
        "  score matching J   " + objective,
        "    E[½ ‖∇E‖²]       " + halfSquaredScore,
        "    E[ΔE]            "
            + laplacian
            + (probes == 0 ? ", exact" : ", Hutchinson, " + probes + " probes a row"));
  }
}
