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
package io.sparkenergy.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.conf.ConfigEntry;
import io.sparkenergy.conf.EnergyConf;
import io.sparkenergy.energy.DensityModel;
import io.sparkenergy.energy.DensityModelEnergy;
import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class EvaluationTest {
  private static final SparkSession SPARK = SparkSession.builder().getOrCreate();
  private static final EnergyFunction HARMONIC = HarmonicEnergy.of(2);

  /** ids 0..n-1 with x = (id, -id/2, 1); ids divisible by 5 have no features. */
  private static Dataset<Row> points(int n, int partitions) {
    return SPARK
        .range(0, n, 1, partitions)
        .selectExpr("id", "if(id % 5 = 0, null, array(double(id), -id / 2, 1d)) as x");
  }

  private static double expected(long id) {
    return id * id * 1.25 + 1;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096})
  void everyRowGetsItsEnergyAndScoreInItsOrder(int batchRows) {
    SPARK.conf().set("spark.energy.batch.rows", batchRows);
    try {
      List<Row> rows =
          SparkEnergy.evaluate(points(103, 4), HARMONIC, "x").orderBy("id").collectAsList();
      assertThat(rows).hasSize(103);
      for (Row row : rows) {
        long id = row.getLong(0);
        if (id % 5 == 0) {
          assertThat(row.isNullAt(2)).isTrue();
          assertThat(row.isNullAt(3)).isTrue();
        } else {
          assertThat(row.getDouble(2)).isCloseTo(expected(id), within(1e-12 * expected(id)));
          assertThat(row.<Double>getList(3)).containsExactly(-2.0 * id, 1.0 * id, -2.0);
        }
      }
    } finally {
      SPARK.conf().unset("spark.energy.batch.rows");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "array(1d, 2d)",
        "array(1f, 2f)",
        "array(1, 2)",
        "array(1.0, 2.0)",
        "cast(array(1, 2) as array<float>)"
      })
  void arraysOfAnyNumbersAreFeatures(String x) {
    Row row = SparkEnergy.evaluate(SPARK.sql("select " + x + " as x"), HARMONIC, "x").first();
    assertThat(row.<Double>getAs("energy")).isEqualTo(5);
  }

  @Test
  void denseAndSparseVectorsAreFeatures() {
    StructType schema = new StructType().add("x", SQLDataTypes.VectorType());
    Dataset<Row> df =
        SPARK.createDataFrame(
            List.of(
                RowFactory.create(Vectors.sparse(3, new int[] {1}, new double[] {2})),
                RowFactory.create(Vectors.dense(new double[] {1, 2, 3})),
                RowFactory.create((Object) null),
                RowFactory.create(Vectors.sparse(3, new int[0], new double[0]))),
            schema);
    Dataset<Row> result = SparkEnergy.evaluate(df.coalesce(1), HARMONIC, "x");
    assertThat(result.select("energy").collectAsList().stream().map(row -> row.get(0)))
        .containsExactly(4.0, 14.0, null, 0.0);
  }

  @Test
  void numericColumnsAreFeaturesAndANullInOneMeansNone() {
    Dataset<Row> df = SPARK.sql("select * from values (1, 2.0, 3f), (1, null, 3f) as t(a, b, c)");
    List<Row> rows = SparkEnergy.evaluate(df, HARMONIC, "a", "b", "c").collectAsList();
    assertThat(rows.stream().map(row -> row.get(3))).containsExactlyInAnyOrder(14.0, null);
  }

  @Test
  void oneQuantityAndFloatPrecision() {
    Dataset<Row> df = points(10, 2).where("x is not null");
    Dataset<Row> scores =
        SparkEnergy.evaluation(DoubleWellEnergy.standard())
            .features("x")
            .quantities(Quantity.SCORE)
            .precision(Precision.FLOAT)
            .on(df);
    assertThat(scores.columns()).containsExactly("id", "x", "score");
    Row one = scores.where("id = 1").first();
    assertThat(one.<Double>getList(2)).containsExactly(4.0, -3.5, 4.0);
  }

  @Test
  void rowsOfDifferentLengthsEachGetTheirOwn() {
    Dataset<Row> df =
        SPARK.sql("select * from values (array(1d)), (array(1d, 2d)), (array(3d)) as t(x)");
    Dataset<Row> result = SparkEnergy.evaluate(df.coalesce(1), HARMONIC, "x");
    assertThat(result.select("energy").collectAsList().stream().map(row -> row.getDouble(0)))
        .containsExactly(1.0, 5.0, 9.0);
  }

  @Test
  void emptyInputGivesTheColumnsAndNoRows() {
    Dataset<Row> result = SparkEnergy.evaluate(points(0, 1), HARMONIC, "x");
    assertThat(result.count()).isZero();
    assertThat(result.columns()).containsExactly("id", "x", "energy", "score");
  }

  @Test
  void nanFlowsThroughItsRow() {
    Dataset<Row> df = SPARK.sql("select array(double('nan'), 1d) as x");
    assertThat(SparkEnergy.evaluate(df, HARMONIC, "x").first().<Double>getAs("energy")).isNaN();
  }

  @Test
  void columnsThatCannotHoldFeaturesAreRefusedBeforeAnyJob() {
    Dataset<Row> df = SPARK.sql("select 'a' as s, array('b') as t, 1 as energy, array(1d) as x");
    assertThatThrownBy(() -> SparkEnergy.evaluate(df, HARMONIC, "s"))
        .hasMessageContaining("column s: found type string, expected array<double>");
    assertThatThrownBy(() -> SparkEnergy.evaluate(df, HARMONIC, "t"))
        .hasMessageContaining("column t: found type array<string>");
    assertThatThrownBy(() -> SparkEnergy.evaluate(df, HARMONIC, "y"))
        .hasMessageContaining("column y is not in the input, expected one of s, t, energy, x");
    assertThatThrownBy(() -> SparkEnergy.evaluate(df, HARMONIC, "x", "s"))
        .hasMessageContaining("column x: found type array<double>, expected a numeric type");
    assertThatThrownBy(() -> SparkEnergy.evaluate(df, HARMONIC, "x"))
        .hasMessageContaining("column energy is already in the input");
  }

  @Test
  void wrongDimensionNamesColumnFoundAndExpected() {
    Dataset<Row> df = SPARK.sql("select array(1d, 2d) as x");
    assertThatThrownBy(
            () -> SparkEnergy.evaluate(df, GaussianEnergy.standard(3), "x").collectAsList())
        .rootCause()
        .hasMessageContaining("gaussian: found d = 2, expected d = 3");
    assertThatThrownBy(
            () -> SparkEnergy.evaluate(df, GaussianEnergy.standard(3), "x").collectAsList())
        .hasStackTraceContaining("column x: found 2 elements, gaussian expects d = 3");
  }

  @Test
  void tooFewColumnsAreRefusedBeforeAnyJob() {
    Dataset<Row> df = SPARK.sql("select 1 as a, 2 as b");
    assertThatThrownBy(() -> SparkEnergy.evaluate(df, GaussianEnergy.standard(3), "a", "b"))
        .hasMessageContaining("column a, b: found 2 elements, gaussian expects d = 3");
  }

  @Test
  void nullElementNamesColumnAndPlace() {
    Dataset<Row> df = SPARK.sql("select array(1d, null) as x");
    assertThatThrownBy(() -> SparkEnergy.evaluate(df, HARMONIC, "x").collectAsList())
        .hasStackTraceContaining("column x: found null at element 1");
  }

  @Test
  void aModelWithoutGradientIsRefusedBeforeAnyJob() {
    DensityModel model = x -> x.sum(1);
    assertThatThrownBy(() -> SparkEnergy.evaluate(points(3, 1), DensityModelEnergy.of(model), "x"))
        .hasMessageContaining("gives no score");
    Dataset<Row> energies =
        SparkEnergy.evaluation(DensityModelEnergy.of(model))
            .features("x")
            .quantities(Quantity.ENERGY)
            .on(points(3, 1));
    assertThat(energies.where("id = 2").first().<Double>getAs("energy")).isEqualTo(-2);
  }

  @Test
  void settingsThatAreNotValidAreRefusedByKey() {
    for (var bad :
        List.of(
            List.of("spark.energy.batch.rows", "0"),
            List.of("spark.energy.batch.bytes", "many"),
            List.of("spark.energy.precision", "half"),
            List.of("spark.energy.device", "npu"),
            List.of("spark.energy.backend", "tpu"))) {
      SPARK.conf().set(bad.get(0), bad.get(1));
      try {
        assertThatThrownBy(() -> SparkEnergy.evaluate(points(3, 1), HARMONIC, "x"))
            .isInstanceOf(EnergyException.class)
            .hasMessageContaining(bad.get(0))
            .hasMessageContaining(bad.get(1));
      } finally {
        SPARK.conf().unset(bad.get(0));
      }
    }
    assertThat(EnergyConf.ENTRIES).extracting(ConfigEntry::key).doesNotHaveDuplicates();
  }

  @Test
  void fitOfADataFrameIsThatOfItsRowsWhateverThePartitioning() {
    double[][] rows = new double[200][2];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = 1e6 + Math.sin(i);
      rows[i][1] = Math.cos(3.0 * i) + rows[i][0] / 2;
    }
    GaussianEnergy expected = GaussianEnergy.fromSamples(Nd4j.createFromArray(rows));
    StructType schema = new StructType().add("a", "double").add("b", "double");
    List<Row> data = Arrays.stream(rows).map(r -> RowFactory.create(r[0], r[1])).toList();
    for (int partitions : new int[] {1, 3, 250}) {
      Dataset<Row> df = SPARK.createDataFrame(data, schema).repartition(partitions);
      GaussianEnergy fitted = GaussianEnergy.fromSamples(SparkEnergy.samples(df, "a", "b"));
      assertThat(fitted.mean()).containsExactly(expected.mean(), within(1e-6));
      for (int i = 0; i < 2; i++) {
        assertThat(fitted.covariance()[i]).containsExactly(expected.covariance()[i], within(1e-8));
      }
    }
  }

  @Test
  void samplesThatCannotBeFittedAreRefused() {
    assertThatThrownBy(
            () ->
                GaussianEnergy.fromSamples(SparkEnergy.samples(points(2, 1).where("id = 1"), "x")))
        .hasMessageContaining("column x: found n = 1, expected n >= 2");
    assertThatThrownBy(() -> GaussianEnergy.fromSamples(SparkEnergy.samples(points(9, 2), "x")))
        .hasStackTraceContaining("samples in column x: found a row without features");
    Dataset<Row> nan = SPARK.sql("select array(1d, double('nan')) as x");
    assertThatThrownBy(() -> GaussianEnergy.fromSamples(SparkEnergy.samples(nan, "x")))
        .hasStackTraceContaining("found NaN in feature 1");
  }
}
