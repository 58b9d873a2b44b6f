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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.clustering.GaussianMixture;
import org.apache.spark.ml.clustering.GaussianMixtureModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.stat.distribution.MultivariateGaussian;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MllibDensitiesTest {
  /** The four measurements of the penguins, in units of like size. */
  private static Dataset<Row> penguins() {
    Dataset<Row> birds =
        SparkSession.builder()
            .getOrCreate()
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv("../examples/data/penguins.csv")
            .na()
            .drop("any", new String[] {"bill_length_mm", "body_mass_g"})
            .selectExpr(
                "bill_length_mm",
                "bill_depth_mm",
                "flipper_length_mm",
                "body_mass_g / 100 as mass");
    return new VectorAssembler()
        .setInputCols(birds.columns())
        .setOutputCol("features")
        .transform(birds)
        .select("features");
  }

  private static GaussianMixtureModel fitted(Dataset<Row> data) {
    return new GaussianMixture().setK(3).setSeed(7).setMaxIter(30).fit(data);
  }

  /** log Σ wₖ pₖ(x) by MLlib's own densities. */
  private static double logDensity(GaussianMixtureModel model, Vector x) {
    double[] terms = new double[model.gaussians().length];
    for (int k = 0; k < terms.length; k++) {
      terms[k] = Math.log(model.weights()[k]) + model.gaussians()[k].logpdf(x);
    }
    double largest = Arrays.stream(terms).max().orElseThrow();
    return largest + Math.log(Arrays.stream(terms).map(term -> Math.exp(term - largest)).sum());
  }

  @Test
  void aFittedMixtureHasMllibsDensityOnItsData() {
    Dataset<Row> data = penguins();
    GaussianMixtureModel model = fitted(data);
    EnergyFunction energy = MllibDensities.energy(model);
    List<Row> rows =
        data.withColumn("e", SparkEnergy.energy(energy, data.col("features"))).collectAsList();
    assertThat(rows).hasSize(342);
    for (Row row : rows) {
      double expected = -logDensity(model, row.getAs("features"));
      assertThat(row.<Double>getAs("e")).isCloseTo(expected, within(1e-9));
    }
    assertThat(Energies.toJson(Energies.fromJson(Energies.toJson(energy))))
        .isEqualTo(Energies.toJson(energy));
  }

  @Test
  void aNormalDensityHasMllibsLogpdf() {
    MultivariateGaussian gaussian = fitted(penguins()).gaussians()[0];
    EnergyFunction energy = MllibDensities.energy(gaussian);
    double[][] rows = {{40, 18, 190, 37}, {50, 15, 220, 55}, {0, 0, 0, 0}};
    double[] energies = energy.energy(Nd4j.createFromArray(rows)).toDoubleVector();
    for (int i = 0; i < rows.length; i++) {
      double expected = -gaussian.logpdf(Vectors.dense(rows[i]));
      assertThat(energies[i]).isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
    }
  }

  /** Where MLlib's densities are 0, and its responsibilities no longer say anything. */
  @Test
  void pointsFarAwayKeepAFiniteEnergy() {
    GaussianMixtureModel model = fitted(penguins());
    INDArray far = Nd4j.createFromArray(new double[][] {{1e6, -1e6, 1e6, 1e6}});
    double nearest =
        Arrays.stream(model.gaussians())
            .mapToDouble(gaussian -> -gaussian.logpdf(Vectors.dense(1e6, -1e6, 1e6, 1e6)))
            .min()
            .orElseThrow();
    assertThat(MllibDensities.energy(model).energy(far).getDouble(0))
        .isCloseTo(nearest, within(1e-6 * nearest));
  }

  @Test
  void aSingularCovarianceIsRefused() {
    MultivariateGaussian flat =
        new MultivariateGaussian(
            Vectors.dense(0, 0), new DenseMatrix(2, 2, new double[] {1, 1, 1, 1}));
    assertThatThrownBy(() -> MllibDensities.energy(flat))
        .hasMessageContaining("cov: found a matrix that is not positive definite");
    GaussianMixtureModel model =
        new GaussianMixtureModel("m", new double[] {1}, new MultivariateGaussian[] {flat});
    assertThatThrownBy(() -> MllibDensities.energy(model))
        .hasMessageContaining("gaussians[0].cov: found a matrix that is not positive definite");
  }
}
