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
package io.sparkenergy.imports.mllib;

import io.sparkenergy.energy.DensityEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.MixtureEnergy;
import io.sparkenergy.error.EnergyException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.clustering.GaussianMixtureModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.stat.distribution.MultivariateGaussian;

/**
 * MLlib's densities as energies: E(x) = -log p(x), constants included. Where MLlib takes a
 * pseudo-inverse for a covariance that is singular, this refuses.
 */
public final class MllibDensities {
  private MllibDensities() {}

  /**
   * A normal density.
   *
   * @throws EnergyException if its covariance is not symmetric and positive definite
   */
  public static EnergyFunction energy(MultivariateGaussian gaussian) {
    return DensityEnergy.multivariateNormal(gaussian.mean().toArray(), rows(gaussian.cov()));
  }

  /**
   * A mixture: -log Σₖ wₖ pₖ(x), finite however far x is from every component.
   *
   * @throws EnergyException naming the component whose covariance is not positive definite
   */
  public static EnergyFunction energy(GaussianMixtureModel model) {
    List<EnergyFunction> components = new ArrayList<>();
    for (MultivariateGaussian gaussian : model.gaussians()) {
      try {
        components.add(energy(gaussian));
      } catch (EnergyException e) {
        throw e.inside("gaussians[" + components.size() + "]");
      }
    }
    return MixtureEnergy.of(components).weights(model.weights());
  }

  private static double[][] rows(Matrix matrix) {
    double[][] rows = new double[matrix.numRows()][matrix.numCols()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = matrix.apply(i, j);
      }
    }
    return rows;
  }
}
