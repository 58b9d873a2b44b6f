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

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.energy.RosenbrockEnergy;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ExplainMode;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnergyTransformerTest {
  private static final SparkSession SPARK = SparkSession.builder().getOrCreate();

  private static Dataset<Row> points() {
    return SPARK
        .range(0, 100, 1, 3)
        .selectExpr("id", "if(id = 7, null, array(id / 10, 1D)) as x", "id / 10 as a", "1D as b");
  }

  private static String plan(Dataset<Row> df) {
    return df.queryExecution().explainString(ExplainMode.fromString("simple"));
  }

  @Test
  void energiesScoresAndOutliersStandBehindTheInput() {
    EnergyTransformer transformer =
        new EnergyTransformer(HarmonicEnergy.of(2))
            .setFeaturesCol("x")
            .setEnergyCol("e")
            .setScoreCol("s")
            .setThreshold(50)
            .setOutlierCol("odd");
    Dataset<Row> result = transformer.transform(points());
    assertThat(result.columns()).containsExactly("id", "x", "a", "b", "e", "s", "odd");
    for (Row row : result.collectAsList()) {
      if (row.getLong(0) == 7) {
        assertThat(row.isNullAt(4) && row.isNullAt(5) && row.isNullAt(6)).isTrue();
        continue;
      }
      double x = row.getLong(0) / 10.0;
      assertThat(row.getDouble(4)).isCloseTo(x * x + 1, within(1e-12 * (x * x + 1)));
      assertThat(row.<Double>getList(5).get(0)).isCloseTo(-2 * x, within(1e-12 * (1 + x)));
      assertThat(row.getBoolean(6)).isEqualTo(x * x + 1 > 50);
    }
  }

  @Test
  void oneBatchedOperatorComputesAllOfIt() {
    Dataset<Row> result =
        new EnergyTransformer(DoubleWellEnergy.standard())
            .setFeaturesCol("x")
            .setScoreCol("score")
            .setThreshold(3)
            .setPrecision("float")
            .transform(points());
    String plan = plan(result);
    assertThat(plan.split("EvaluateEnergy", -1)).as(plan).hasSize(2);
    assertThat(plan)
        .contains("double_well(x) -> energy", "score#", "float")
        .doesNotContain("RowByRowEnergy");
  }

  @Test
  void schemaIsThatOfTheResult() {
    EnergyTransformer transformer =
        new EnergyTransformer(HarmonicEnergy.of(2)).setFeaturesCol("x").setThreshold(1);
    for (String score : List.of("", "score")) {
      transformer.setScoreCol(score);
      StructType schema = transformer.transformSchema(points().schema());
      StructType found = transformer.transform(points()).schema();
      assertThat(schema.fieldNames()).containsExactly(found.fieldNames());
      for (int i = 0; i < found.length(); i++) {
        assertThat(schema.fields()[i].dataType()).isEqualTo(found.fields()[i].dataType());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zz | e | s | column zz is not in the input, expected one of id, x, a, b",
        "a | e | s | column a: found 1 elements, rosenbrock expects d >= 2",
        "id | e | s | column id: found 1 elements, rosenbrock expects d >= 2",
        "x | id | s | column id is already in the input",
        "x | ID | s | column ID is already in the input",
        "x | e | b | column b is already in the input",
        "x | e | e | column e is already in the input; choose another name for it",
      })
  void pipelinesRefuseBeforeAnyJob(String features, String energy, String score, String problem) {
    EnergyTransformer transformer =
        new EnergyTransformer(RosenbrockEnergy.standard())
            .setFeaturesCol(features)
            .setEnergyCol(energy)
            .setScoreCol(score);
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {transformer});
    assertThatThrownBy(() -> pipeline.fit(points())).hasMessageContaining(problem);
    assertThatThrownBy(() -> transformer.transformSchema(points().schema()))
        .hasMessageContaining(problem);
  }

  @Test
  void textIsNoFeature() {
    EnergyTransformer transformer =
        new EnergyTransformer(HarmonicEnergy.standard()).setFeaturesCol("t");
    assertThatThrownBy(
            () -> transformer.transformSchema(points().selectExpr("string(a) as t").schema()))
        .hasMessageContaining("column t: found type string");
  }

  @Test
  void sizesThatMlAttributesTellAreCheckedBeforeAnyJob() {
    VectorAssembler assembler =
        new VectorAssembler().setInputCols(new String[] {"a", "b"}).setOutputCol("features");
    EnergyTransformer three = new EnergyTransformer(GaussianEnergy.standard(3));
    Dataset<Row> assembled = assembler.transform(points());
    assertThatThrownBy(() -> three.transformSchema(assembled.schema()))
        .hasMessageContaining("column features: found 2 elements, gaussian expects d = 3");
    assertThat(new EnergyTransformer(GaussianEnergy.standard(2)).transform(assembled).count())
        .isEqualTo(100);
  }

  @Test
  void settingsAreOfTheStageAndNotOfTheSession() {
    EnergyTransformer transformer =
        new EnergyTransformer(HarmonicEnergy.of(2))
            .setFeaturesCol("x")
            .setBatchRows(16)
            .setPrecision("float")
            .setDevice("cpu");
    Dataset<Row> narrow = transformer.transform(points());
    Dataset<Row> wide =
        new EnergyTransformer(HarmonicEnergy.of(2)).setFeaturesCol("x").transform(points());
    assertThat(plan(narrow)).contains("float");
    assertThat(plan(wide)).contains("double").doesNotContain("float");
    double expected = (float) 0.1 * (float) 0.1 + 1;
    assertThat(narrow.where("id = 1").head().<Double>getAs("energy"))
        .isCloseTo(expected, within(1e-7))
        .isNotEqualTo(0.1 * 0.1 + 1);
    assertThat(SPARK.conf().getOption("spark.energy.precision").isEmpty()).isTrue();
    assertThatThrownBy(() -> transformer.setDevice("tpu"))
        .hasMessageContaining("device: found tpu, expected one of auto, cpu, cuda");
    assertThatThrownBy(() -> transformer.setPrecision("half"))
        .hasMessageContaining("precision: found half");
    assertThatThrownBy(() -> transformer.setBatchRows(0))
        .hasMessageContaining("batchRows: found 0");
  }

  @Test
  void copiesAndParameterMapsLeaveTheStageAsItIs() {
    EnergyTransformer transformer =
        new EnergyTransformer(HarmonicEnergy.of(2)).setFeaturesCol("x").setEnergyCol("e");
    Dataset<Row> other =
        transformer.transform(points(), ParamMap.empty().put(transformer.energyCol(), "other"));
    assertThat(Arrays.asList(other.columns())).contains("other").doesNotContain("e");
    EnergyTransformer copy = transformer.copy(ParamMap.empty());
    assertThat(copy.uid()).isEqualTo(transformer.uid());
    assertThat(copy.getEnergyCol()).isEqualTo("e");
    copy.setEnergyCol("f");
    assertThat(transformer.getEnergyCol()).isEqualTo("e");
    assertThat(transformer.explainParams())
        .contains("scoreCol", "batchRows", "device", "outlierCol");
    assertThat(transformer.toString()).contains(transformer.uid(), "harmonic (d >= 1)");
    assertThatThrownBy(() -> new EnergyTransformer().transform(points()))
        .hasMessageContaining("energy: found none, expected an energy, by setEnergy");
  }

  @Test
  void aPipelineOfStagesEndsInEnergies() {
    PipelineModel model =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new VectorAssembler()
                      .setInputCols(new String[] {"a", "b"})
                      .setOutputCol("features"),
                  new GaussianEnergyEstimator().setContamination(0.1),
                  new EnergyTransformer(HarmonicEnergy.standard()).setEnergyCol("bowl")
                })
            .fit(points().withColumn("b", expr("sin(id)")));
    assertThat(model.transform(points().withColumn("b", expr("sin(id)"))).columns())
        .containsExactly("id", "x", "a", "b", "features", "energy", "outlier", "bowl");
  }
}
