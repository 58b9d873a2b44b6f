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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkenergy.energy.Energies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.ml.clustering.GaussianMixture;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.stat.distribution.MultivariateGaussian;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureEnergyEstimatorTest {
  private static final SparkSession SPARK = SparkSession.builder().getOrCreate();

  /** Weights 0.2, 0.3, 0.5; means far apart; deviations 1 and 2, the third with correlation 0.6. */
  private static final double[][] MEANS = {{0, 0}, {30, -10}, {-20, 25}};

  private static Dataset<Row> threeBlobs(int rows, double offset) {
    Random random = new Random(7);
    List<Row> drawn = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int k = i % 10 < 2 ? 0 : i % 10 < 5 ? 1 : 2;
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double second = k == 2 ? 0.6 * a + 0.8 * b : b;
      drawn.add(
          RowFactory.create(
              (Object) new double[] {offset + MEANS[k][0] + a, offset + MEANS[k][1] + 2 * second}));
    }
    return SPARK.createDataFrame(
        drawn, new StructType().add("features", DataTypes.createArrayType(DataTypes.DoubleType)));
  }

  /** The fitted components, by their first mean: weight, mean and covariance or deviations. */
  private static List<JsonNode> components(MixtureEnergyModel model) throws IOException {
    JsonNode json = new ObjectMapper().readTree(Energies.toJson(model.energy()));
    assertThat(json.get("type").asText()).isEqualTo("mixture");
    List<JsonNode> components = new ArrayList<>();
    for (int k = 0; k < json.get("weights").size(); k++) {
      components.add(
          new ObjectMapper()
              .createObjectNode()
              .put("weight", json.get("weights").get(k).asDouble())
              .set("density", json.get("components").get(k)));
    }
    components.sort(Comparator.comparingDouble(c -> mean(c)[0]));
    return components;
  }

  private static double[] numbers(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }

  private static double[] mean(JsonNode component) {
    JsonNode density = component.get("density");
    return numbers(density.has("mean") ? density.get("mean") : density.get("loc"));
  }

  @ParameterizedTest
  @CsvSource({"full,0", "full,1e9", "diagonal,0", "tied,0", "spherical,1e6"})
  void recoversAWellSeparatedMixture(String type, double offset) throws IOException {
    int n = 4000;
    Dataset<Row> df = threeBlobs(n, offset);
    double[][][] rows = new double[3][][];
    double[][] all = Numbers.doubles(df, "features");
    rows[0] = rowsOf(all, i -> i % 10 >= 5);
    rows[1] = rowsOf(all, i -> i % 10 < 2);
    rows[2] = rowsOf(all, i -> i % 10 >= 2 && i % 10 < 5);
    double[][][] covariances =
        Arrays.stream(rows).map(Numbers::covariance).toArray(double[][][]::new);
    double[] weights = {0.5, 0.2, 0.3};

    MixtureEnergyModel model =
        new MixtureEnergyEstimator().setK(3).setSeed(5).setCovarianceType(type).fit(df);
    List<JsonNode> found = components(model);
    for (int k = 0; k < 3; k++) {
      double[] mean = Numbers.mean(rows[k]);
      assertThat(found.get(k).get("weight").asDouble()).isCloseTo(weights[k], within(1e-9));
      assertThat(mean(found.get(k))).containsExactly(mean, within(1e-7 + 1e-15 * offset));
      JsonNode density = found.get(k).get("density");
      double[][] expected = covariances[k];
      switch (type) {
        case "full", "tied" -> {
          if (type.equals("tied")) {
            expected = pooled(covariances, weights);
          }
          for (int i = 0; i < 2; i++) {
            assertThat(numbers(density.get("cov").get(i)))
                .containsExactly(expected[i], within(1e-7));
          }
        }
        case "diagonal" ->
            assertThat(numbers(density.get("scale")))
                .containsExactly(
                    new double[] {Math.sqrt(expected[0][0]), Math.sqrt(expected[1][1])},
                    within(1e-7));
        default -> {
          double deviation = Math.sqrt((expected[0][0] + expected[1][1]) / 2);
          assertThat(numbers(density.get("scale")))
              .containsExactly(new double[] {deviation, deviation}, within(1e-7));
        }
      }
    }
    assertThat(model.summary().orElseThrow().converged()).isTrue();
  }

  private static double[][] rowsOf(double[][] rows, IntPredicate which) {
    return IntStream.range(0, rows.length)
        .filter(which)
        .mapToObj(i -> rows[i])
        .toArray(double[][]::new);
  }

  private static double[][] pooled(double[][][] covariances, double[] weights) {
    double[][] sum = new double[2][2];
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          sum[i][j] += weights[k] * covariances[k][i][j];
        }
      }
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "diagonal", "tied", "spherical"})
  void logLikelihoodNeverFallsAndIsThatOfTheModel(String type) {
    Dataset<Row> penguins = Penguins.read();
    MixtureEnergyModel model =
        new MixtureEnergyEstimator()
            .setK(4)
            .setCovarianceType(type)
            .setMaxIter(40)
            .setTol(0)
            .fit(penguins);
    MixtureTrainingSummary summary = model.summary().orElseThrow();
    List<Double> course = summary.logLikelihoods();
    assertThat(course).hasSize(summary.iterations() + 1);
    for (int i = 1; i < course.size(); i++) {
      assertThat(course.get(i)).isGreaterThanOrEqualTo(course.get(i - 1) - 1e-9);
    }
    assertThat(course.get(course.size() - 1)).isGreaterThan(course.get(0));
    double total = -model.transform(penguins).selectExpr("sum(energy)").head().getDouble(0);
    assertThat(total).isCloseTo(summary.logLikelihood(), within(1e-9 * Math.abs(total)));
  }

  @Test
  void fitsPenguinsNoWorseThanMllib() {
    Dataset<Row> penguins = Penguins.read();
    double mllib =
        new GaussianMixture()
            .setK(3)
            .setSeed(1)
            .setTol(1e-6)
            .setMaxIter(200)
            .fit(penguins)
            .summary()
            .logLikelihood();
    double ours =
        new MixtureEnergyEstimator().setK(3).fit(penguins).summary().orElseThrow().logLikelihood();
    assertThat(ours).isGreaterThan(mllib - 1e-3);
  }

  @Test
  void energyIsMinusTheLogOfTheMixtureOfMllibsDensities() throws IOException {
    Dataset<Row> penguins = Penguins.read();
    MixtureEnergyModel model = new MixtureEnergyEstimator().setK(3).fit(penguins);
    List<JsonNode> components = components(model);
    double[] weights = new double[3];
    MultivariateGaussian[] densities = new MultivariateGaussian[3];
    for (int k = 0; k < 3; k++) {
      JsonNode density = components.get(k).get("density");
      double[] columns = new double[16];
      for (int i = 0; i < 4; i++) {
        System.arraycopy(numbers(density.get("cov").get(i)), 0, columns, 4 * i, 4);
      }
      weights[k] = components.get(k).get("weight").asDouble();
      densities[k] =
          new MultivariateGaussian(
              new DenseVector(mean(components.get(k))), new DenseMatrix(4, 4, columns));
    }
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-14));
    for (Row row : model.transform(penguins).collectAsList()) {
      Vector x = row.getAs("features");
      double sum = IntStream.range(0, 3).mapToDouble(k -> weights[k] * densities[k].pdf(x)).sum();
      assertThat(row.<Double>getAs("energy"))
          .isCloseTo(-Math.log(sum), within(1e-9 * Math.abs(Math.log(sum))));
    }
  }

  @Test
  void energyOfPointsFarFromAllComponentsIsFiniteAndRight() {
    MixtureEnergyModel model =
        new MixtureEnergyEstimator().setK(3).setCovarianceType("spherical").fit(threeBlobs(500, 0));
    Row far =
        model
            .setScoreCol("score")
            .transform(SPARK.sql("SELECT array(1e6D, 0D) AS features"))
            .head();
    // The blob that is widest decides; 1e12 / 2 / variance of some 2.5.
    assertThat(far.<Double>getAs("energy")).isBetween(1e11, 4e11);
    assertThat(far.<Double>getList(far.fieldIndex("score")).get(0)).isBetween(-1e6, -2e5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "tied"})
  void partitioningDoesNotChangeTheFit(String type) throws IOException {
    Dataset<Row> penguins = Penguins.read();
    List<List<JsonNode>> fits = new ArrayList<>();
    for (int partitions : new int[] {1, 4}) {
      fits.add(
          components(
              new MixtureEnergyEstimator()
                  .setK(3)
                  .setSeed(3)
                  .setMaxIter(20)
                  .setTol(0)
                  .setCovarianceType(type)
                  .fit(penguins.repartition(partitions))));
    }
    for (int k = 0; k < 3; k++) {
      double[] one = mean(fits.get(0).get(k));
      double[] four = mean(fits.get(1).get(k));
      for (int i = 0; i < 4; i++) {
        assertThat(four[i]).isCloseTo(one[i], within(1e-9 * Math.abs(one[i])));
        double[] row = numbers(fits.get(0).get(k).get("density").get("cov").get(i));
        assertThat(numbers(fits.get(1).get(k).get("density").get("cov").get(i)))
            .containsExactly(row, within(1e-9 * row[i]));
      }
    }
  }

  @Test
  void aWeightCountsAsThatManyRows() throws IOException {
    Dataset<Row> blobs = threeBlobs(60, 0).selectExpr("features", "1 + int(features[0]) % 3 as w");
    blobs = blobs.selectExpr("features", "abs(w) + 1 as w");
    Dataset<Row> repeated = blobs.selectExpr("features", "explode(sequence(1, w)) as copy");
    MixtureEnergyEstimator estimator = new MixtureEnergyEstimator().setK(3).setMaxIter(5);
    List<JsonNode> weighted =
        components(estimator.copy(ParamMap.empty()).setWeightCol("w").fit(blobs));
    List<JsonNode> copied = components(estimator.fit(repeated));
    for (int k = 0; k < 3; k++) {
      assertThat(mean(weighted.get(k))).containsExactly(mean(copied.get(k)), within(1e-10));
      assertThat(weighted.get(k).get("weight").asDouble())
          .isCloseTo(copied.get(k).get("weight").asDouble(), within(1e-12));
    }
  }

  @Test
  void oneComponentIsTheGaussianOfMaximumLikelihood() throws IOException {
    Dataset<Row> penguins = Penguins.read();
    double[][] rows = Penguins.rows(penguins);
    JsonNode one =
        components(new MixtureEnergyEstimator().setK(1).fit(penguins)).get(0).get("density");
    double[][] covariance = Numbers.covariance(rows);
    for (int i = 0; i < 4; i++) {
      assertThat(numbers(one.get("cov").get(i)))
          .containsExactly(covariance[i], within(1e-10 * covariance[i][i]));
    }
  }

  @Test
  void aCollapsedComponentIsRefusedByNameAndRegularizationHelps() {
    Dataset<Row> df =
        SPARK
            .range(0, 40, 1, 2)
            .selectExpr("array(if(id < 20, sin(id), 1000D), if(id < 20, cos(id), 5D)) as x");
    MixtureEnergyEstimator estimator = new MixtureEnergyEstimator().setFeaturesCol("x");
    for (String type : new String[] {"full", "diagonal", "spherical"}) {
      assertThatThrownBy(() -> estimator.setCovarianceType(type).fit(df))
          .hasMessageContaining("samples in column x: found a singular covariance")
          .hasMessageContaining("the rows of component")
          .hasMessageContaining("set regularization above 0");
    }
    MixtureEnergyModel model = estimator.setRegularization(1e-3).fit(df);
    assertThat(model.transform(df).where("energy > 100").count()).isZero();
  }

  @Test
  void badRowsAndTooFewAreRefusedByColumn() {
    MixtureEnergyEstimator estimator = new MixtureEnergyEstimator().setK(3);
    assertThatThrownBy(
            () -> estimator.fit(SPARK.range(9).selectExpr("array(id % 2, 1D) as features")))
        .hasMessageContaining(
            "samples in column features: found 9 rows, 2 of them different, expected 3 different");
    assertThatThrownBy(
            () ->
                estimator.fit(
                    SPARK.range(9).selectExpr("if(id = 3, null, array(id, 1D)) as features")))
        .hasStackTraceContaining("a row without features");
    assertThatThrownBy(
            () ->
                estimator.fit(
                    SPARK
                        .range(0, 9, 1, 3)
                        .selectExpr("if(id > 5, array(1D), array(id, 1D)) as features")))
        .hasStackTraceContaining("as in other rows");
    assertThatThrownBy(() -> estimator.fit(SPARK.range(9).selectExpr("array(id, 1D) as features")))
        .hasMessageContaining("feature 1 the same in all of them");
    assertThatThrownBy(() -> estimator.setK(0))
        .hasMessageContaining("k: found 0, expected a whole number >= 1");
    assertThatThrownBy(() -> estimator.setTol(-1)).hasMessageContaining("tol: found -1.0");
  }

  @Test
  void fittingLeavesNothingPersistedAndTheDescriptionAsItWas() {
    SPARK.sparkContext().setJobDescription("mine");
    int before = SPARK.sparkContext().getPersistentRDDs().size();
    new MixtureEnergyEstimator().setContamination(0.1).fit(threeBlobs(100, 0));
    assertThat(SPARK.sparkContext().getPersistentRDDs().size()).isEqualTo(before);
    assertThat(SPARK.sparkContext().getLocalProperty("spark.job.description")).isEqualTo("mine");
    SPARK.sparkContext().setJobDescription(null);
  }
}
