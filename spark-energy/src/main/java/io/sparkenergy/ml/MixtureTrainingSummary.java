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

import java.io.Serializable;
import java.util.List;

/**
 * How the fitting of a mixture went.
 *
 * @param logLikelihood Σ wᵢ log p(xᵢ) of the fitted mixture over the rows it was fitted to
 * @param iterations how often the parameters were improved
 * @param converged whether the improvement fell below the tolerance before the iterations ran out
 * @param logLikelihoods of the start and after each iteration; the last is that of the model
 */
public record MixtureTrainingSummary(
    double logLikelihood, int iterations, boolean converged, List<Double> logLikelihoods)
    implements Serializable {}
