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
package io.sparkenergy.benchmarks;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.stat.distribution.MultivariateGaussian;
import org.apache.spark.sql.api.java.UDF1;

/** MLlib's own log-density of a Gaussian, on ML vectors. */
final class LogDensityUdf implements UDF1<Vector, Double> {
  private static final long serialVersionUID = 1L;

  private final MultivariateGaussian gaussian;

  LogDensityUdf(MultivariateGaussian gaussian) {
    this.gaussian = gaussian;
  }

  @Override
  public Double call(Vector x) {
    return gaussian.logpdf(x);
  }
}
