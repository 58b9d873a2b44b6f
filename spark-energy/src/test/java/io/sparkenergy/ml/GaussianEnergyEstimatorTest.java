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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.energy.Energies;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.stat.distribution.MultivariateGaussian;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianEnergyEstimatorTest {
  private static final SparkSession SPARK = SparkSession.builder().getOrCreate();

  /** Mean and sample covariance in two passes, from the first row: what the estimator must give. */
  private static double[][] meanAndCovariance(double[][] rows, double[] weights) {
    int d = rows[0].length;
    double total = Arrays.stream(weights).sum();
    double squares = Arrays.stream(weights).map(w -> w * w).sum();
    double[][] result = new double[d + 1][d];
    for (int i = 0; i < rows.length; i++) {
      for (int a = 0; a < d; a++) {
        result[0][a] += weights[i] * (rows[i][a] - rows[0][a]) / total;
      }
    }
    for (int i = 0; i < rows.length; i++) {
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < d; b++) {
          double left = rows[i][a] - rows[0][a] - result[0][a];
          double right = rows[i][b] - rows[0][b] - result[0][b];
          result[a + 1][b] += weights[i] * left * right / (total - squares / total);
        }
      }
    }
    for (int a = 0; a < d; a++) {
      result[0][a] += rows[0][a];
    }
    return result;
  }

  private static double[] ones(int n) {
    return IntStream.range(0, n).mapToDouble(i -> 1).toArray();
  }

  private static MultivariateGaussian mllib(double[] mean, double[][] covariance) {
    double[] columns = Arrays.stream(covariance).flatMapToDouble(Arrays::stream).toArray();
    return new MultivariateGaussian(
        new DenseVector(mean), new DenseMatrix(mean.length, mean.length, columns));
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "diagonal", "spherical"})
  void energyOfPenguinsIsMinusTheLogDensityThatMllibGives(String type) {
    Dataset<Row> penguins = Penguins.read();
    double[][] rows = Penguins.rows(penguins);
    double[][] expected = meanAndCovariance(rows, ones(rows.length));
    double[][] covariance = Arrays.copyOfRange(expected, 1, 5);
    double average =
        IntStream.range(0, 4).mapToDouble(i -> covariance[i][i]).average().orElseThrow();
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        if (i != j && !type.equals("full")) {
          covariance[i][j] = 0;
        }
      }
      if (type.equals("spherical")) {
        covariance[i][i] = average;
      }
    }
    MultivariateGaussian reference = mllib(expected[0], covariance);

    GaussianEnergyModel model = new GaussianEnergyEstimator().setCovarianceType(type).fit(penguins);
    for (Row row : model.transform(penguins).collectAsList()) {
      double energy = -reference.logpdf(row.<Vector>getAs("features"));
      assertThat(row.<Double>getAs("energy")).isCloseTo(energy, within(1e-9 * Math.abs(energy)));
    }
    assertThat(model.numFeatures()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0,4", "1e9,1", "1e9,4", "1e9,17"})
  void anyPartitioningAndOffsetGivesTheCovarianceOfTwoPasses(double offset, int partitions) {
    Dataset<Row> df =
        SPARK
            .range(0, 500, 1, partitions)
            .selectExpr(
                "array("
                    + offset
                    + "D + round(sin(id) * 1024) / 1024,"
                    + offset
                    + "D + round(cos(3 * id) * 4096) / 1024) as features",
                "1 + id % 3 as w");
    List<Row> collected = df.collectAsList();
    double[][] rows =
        collected.stream()
            .map(row -> row.<Double>getList(0).stream().mapToDouble(x -> x).toArray())
            .toArray(double[][]::new);
    double[] weights = collected.stream().mapToDouble(row -> row.getLong(1)).toArray();
    double[][] expected = meanAndCovariance(rows, weights);

    GaussianEnergyModel model = new GaussianEnergyEstimator().setWeightCol("w").fit(df);
    String json = Energies.toJson(model.energy());
    double[] numbers =
        Arrays.stream(json.substring(json.indexOf("\"mean\"")).split("[^-+.0-9E]+"))
            .filter(text -> text.matches("-?[0-9].*"))
            .mapToDouble(Double::parseDouble)
            .toArray();
    assertThat(numbers).hasSize(6);
    for (int i = 0; i < 6; i++) {
      assertThat(numbers[i])
          .isCloseTo(
              expected[i / 2][i % 2], within(1e-12 * (1 + Math.abs(expected[i / 2][i % 2]))));
    }
  }

  @Test
  void regularizationIsAddedToEachVariance() {
    Dataset<Row> df = SPARK.range(10).selectExpr("array(id, 3D) as features");
    GaussianEnergyModel model =
        new GaussianEnergyEstimator().setRegularization(0.25).fit(df.repartition(3));
    // Variance of 0..9 is 55/6.
    assertThat(Energies.toJson(model.energy()))
        .matches(".*\"cov\":\\[\\[9\\.41666666666\\d*,0\\.0\\],\\[0\\.0,0\\.25\\]\\].*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "array(id, 3D) | feature 1 the same in all of them",
        "array(id, 2D * id, sin(id)) | features that depend linearly on others",
        "array(id, if(id = 7, double('NaN'), 1D)) | NaN in feature 1",
        "array(id, if(id = 7, double('Infinity'), 1D)) | Infinity in feature 1",
        "if(id = 7, null, array(id, 1D)) | a row without features",
        "if(id = 7, array(1D), array(id, 1D)) | found 1 elements, expected 2",
        "array(id * 1e200D, sin(id)) | feature 0 beyond what doubles hold",
      })
  void rowsThatGiveNoDensityAreRefusedByColumn(String features, String problem) {
    Dataset<Row> df = SPARK.range(0, 20, 1, 1).selectExpr(features + " as x");
    assertThatThrownBy(() -> new GaussianEnergyEstimator().setFeaturesCol("x").fit(df))
        .hasStackTraceContaining("[ENERGY_SAMPLE_REFUSED] samples in column x: found")
        .hasStackTraceContaining(problem);
  }

  @Test
  void tooFewRowsAreRefusedWithTheNumberThatIsNeeded() {
    Dataset<Row> df = SPARK.range(3).selectExpr("array(sin(id), cos(id), id) as features");
    assertThatThrownBy(() -> new GaussianEnergyEstimator().fit(df))
        .hasMessageContaining("found 3 rows of 3 features, expected 4 rows or more")
        .hasMessageContaining("without regularization");
    assertThat(new GaussianEnergyEstimator().setRegularization(0.1).fit(df).numFeatures())
        .isEqualTo(3);
    assertThatThrownBy(
            () -> new GaussianEnergyEstimator().setCovarianceType("diagonal").fit(df.limit(1)))
        .hasMessageContaining("found 1 rows of 3 features, expected 2 rows or more");
    assertThatThrownBy(() -> new GaussianEnergyEstimator().fit(df.limit(0)))
        .hasMessageContaining("found 0 rows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1D", "double('NaN')", "double('Infinity')", "null"})
  void weightsThatAreNoneAreRefused(String weight) {
    Dataset<Row> df =
        SPARK.range(9).selectExpr("array(sin(id)) as features", "if(id = 3, " + weight + ", 1D) w");
    assertThatThrownBy(() -> new GaussianEnergyEstimator().setWeightCol("w").fit(df))
        .hasStackTraceContaining("samples in column w: found");
  }

  @Test
  void rowsOfWeight0AreLeftOut() {
    Dataset<Row> df =
        SPARK.range(0, 9, 1, 1).selectExpr("array(sin(id), id) as features", "id % 2 as w");
    GaussianEnergyModel weighted = new GaussianEnergyEstimator().setWeightCol("w").fit(df);
    GaussianEnergyModel kept = new GaussianEnergyEstimator().fit(df.where("w = 1"));
    assertThat(Energies.toJson(weighted.energy())).isEqualTo(Energies.toJson(kept.energy()));
  }

  @Test
  void parametersAreCheckedBeforeAnyJob() {
    GaussianEnergyEstimator estimator = new GaussianEnergyEstimator();
    assertThatThrownBy(() -> estimator.setCovarianceType("tied"))
        .hasMessageContaining(
            "covarianceType: found tied, expected one of full, diagonal, spherical");
    assertThatThrownBy(() -> estimator.setRegularization(-1))
        .hasMessageContaining("regularization: found -1.0, expected a finite number >= 0");
    assertThatThrownBy(() -> estimator.setContamination(1))
        .hasMessageContaining("contamination: found 1.0");
    Dataset<Row> df = SPARK.range(9).selectExpr("array(sin(id)) as features", "'a' as w");
    assertThatThrownBy(() -> new GaussianEnergyEstimator().setWeightCol("w").fit(df))
        .hasMessageContaining("column w: found type string, expected a numeric type, as weights");
    assertThatThrownBy(() -> new GaussianEnergyEstimator().setWeightCol("v").fit(df))
        .hasMessageContaining("column v is not in the input");
    assertThatThrownBy(
            () -> new GaussianEnergyEstimator().setContamination(0.1).setThreshold(1).fit(df))
        .hasMessageContaining("no contamination where a threshold is set");
  }

  @ParameterizedTest
  @CsvSource({"0.05,0", "0.1,0", "0.29,0", "0.1,0.02"})
  void contaminationMarksThatShareOfTheRows(double share, double error) {
    Dataset<Row> penguins = Penguins.read().repartition(3);
    GaussianEnergyModel model =
        new GaussianEnergyEstimator()
            .setContamination(share)
            .setContaminationError(error)
            .setOutlierCol("odd")
            .fit(penguins);
    double[] energies =
        model.transform(penguins).select("energy").collectAsList().stream()
            .mapToDouble(row -> row.getDouble(0))
            .sorted()
            .toArray();
    long marked = model.transform(penguins).where("odd").count();
    if (error == 0) {
      int place = energies.length - 1 - (int) Math.floor(share * energies.length);
      assertThat(model.getThreshold()).isEqualTo(energies[place]);
      assertThat(marked).isEqualTo((long) Math.floor(share * energies.length));
    } else {
      assertThat((double) marked / energies.length).isCloseTo(share, within(error));
    }
  }
}
