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

import io.sparkenergy.energy.DensityModel;
import io.sparkenergy.energy.DensityModelEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SavedStagesTest {
  private static final SparkSession SPARK = SparkSession.builder().getOrCreate();
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** What this version writes, once for all tests. */
  @TempDir private static Path written;

  static Stream<Path> folders() throws IOException {
    if (Files.notExists(written.resolve("transformer"))) {
      for (Map.Entry<String, MLWritable> stage : SavedStages.all(SPARK).entrySet()) {
        stage.getValue().save(written.resolve(stage.getKey()).toString());
      }
    }
    return Stream.of(SavedStages.FIXTURES, written);
  }

  /** Mean 0 and, over n - 1, variances 4/3 and 16/3 without covariance. */
  private static double gaussian(double x, double y) {
    return 0.5 * (x * x * 3 / 4 + y * y * 3 / 16) + 0.5 * Math.log(64 / 9.0) + LOG_TWO_PI;
  }

  private static Dataset<Row> one(double x, double y) {
    return SPARK.sql("SELECT %sD AS x, %sD AS y, array(%1$sD, %2$sD) AS features".formatted(x, y));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void gaussianModelGivesTheDensityItWasSavedWith(Path folder) {
    GaussianEnergyModel model =
        GaussianEnergyModel.load(folder.resolve("gaussian-model").toString());
    Row row = model.transform(one(3, -5)).head();
    assertThat(row.<Double>getAs("energy")).isCloseTo(gaussian(3, -5), within(1e-12));
    assertThat(row.<Double>getList(row.fieldIndex("score")).get(0)).isCloseTo(-2.25, within(1e-12));
    assertThat(row.<Boolean>getAs("outlier")).isTrue();
    assertThat(model.getThreshold()).isCloseTo(gaussian(1, 2), within(1e-12));
    assertThat(model.uid()).isEqualTo("gaussian");
    assertThat(model.hasParent()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void mixtureModelGivesTheDensityItWasSavedWith(Path folder) {
    MixtureEnergyModel model = MixtureEnergyModel.load(folder.resolve("mixture-model").toString());
    Row row = model.transform(SPARK.sql("SELECT array(2D) AS features")).head();
    assertThat(row.<Double>getAs("nll")).isCloseTo(2 + Math.log(2) + LOG_TWO_PI / 2, within(1e-9));
    assertThat(model.summary()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void transformerHasItsEnergyAndParameters(Path folder) {
    EnergyTransformer transformer =
        EnergyTransformer.load(folder.resolve("transformer").toString());
    assertThat(transformer.transform(one(3, 1)).head().<Double>getAs("energy")).isEqualTo(50);
    assertThat(transformer.getThreshold()).isEqualTo(4);
    assertThat(transformer.getBatchRows()).isEqualTo(32);
    assertThat(transformer.getPrecision()).isEqualTo("double");
    assertThat(transformer.getDevice()).isEqualTo("cpu");
    assertThat(transformer.isSet(transformer.featuresCol())).isFalse();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void estimatorsAndEvaluatorHaveTheirParameters(Path folder) {
    GaussianEnergyEstimator gaussian =
        GaussianEnergyEstimator.load(folder.resolve("gaussian-estimator").toString());
    assertThat(gaussian.getContamination()).isEqualTo(0.25);
    assertThat(gaussian.getScoreCol()).isEqualTo("score");
    MixtureEnergyEstimator mixture =
        MixtureEnergyEstimator.load(folder.resolve("mixture-estimator").toString());
    assertThat(mixture.getK()).isEqualTo(2);
    assertThat(mixture.getSeed()).isEqualTo(-3);
    assertThat(mixture.getTol()).isEqualTo(1e-9);
    assertThat(mixture.getMaxIter()).isEqualTo(7);
    assertThat(mixture.getCovarianceType()).isEqualTo("diagonal");
    EnergyEvaluator evaluator = EnergyEvaluator.load(folder.resolve("evaluator").toString());
    assertThat(evaluator.getMetricName()).isEqualTo("fisherDivergence");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void pipelinesLoadByThemselves(Path folder) {
    Dataset<Row> input = one(3, -5).drop("features");
    PipelineModel model = PipelineModel.load(folder.resolve("pipeline-model").toString());
    Row row = model.transform(input).head();
    assertThat(row.<Double>getAs("energy")).isCloseTo(gaussian(3, -5), within(1e-12));
    assertThat(row.<Double>getAs("bowl")).isEqualTo(51);
    Pipeline pipeline = Pipeline.load(folder.resolve("pipeline").toString());
    assertThat(pipeline.getStages()).hasSize(3);
    assertThat(((GaussianEnergyEstimator) pipeline.getStages()[1]).getFeaturesCol()).isEqualTo("v");
  }

  @Test
  void allParametersComeBack(@TempDir Path directory) throws IOException {
    for (Map.Entry<String, MLWritable> stage : SavedStages.all(SPARK).entrySet()) {
      if (stage.getKey().startsWith("pipeline")) {
        continue;
      }
      String path = directory.resolve(stage.getKey()).toString();
      stage.getValue().save(path);
      Params saved = (Params) stage.getValue();
      Params loaded = loaded(saved, path);
      for (Param<?> param : saved.params()) {
        assertThat(loaded.get(loaded.getParam(param.name())))
            .as(param.name())
            .isEqualTo(saved.get(param));
        assertThat(loaded.getDefault(loaded.getParam(param.name())))
            .as(param.name())
            .isEqualTo(saved.getDefault(param));
      }
    }
  }

  private static Params loaded(Params saved, String path) {
    if (saved instanceof GaussianEnergyEstimator) {
      return GaussianEnergyEstimator.load(path);
    } else if (saved instanceof GaussianEnergyModel) {
      return GaussianEnergyModel.load(path);
    } else if (saved instanceof MixtureEnergyEstimator) {
      return MixtureEnergyEstimator.load(path);
    } else if (saved instanceof MixtureEnergyModel) {
      return MixtureEnergyModel.load(path);
    } else if (saved instanceof EnergyTransformer) {
      return EnergyTransformer.load(path);
    }
    return EnergyEvaluator.load(path);
  }

  @Test
  void whatIsThereIsKeptUnlessToldOtherwise(@TempDir Path directory) throws IOException {
    String path = directory.resolve("t").toString();
    new EnergyTransformer(HarmonicEnergy.of(1)).save(path);
    EnergyTransformer other = new EnergyTransformer(HarmonicEnergy.of(2));
    assertThatThrownBy(() -> other.save(path))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("already exists");
    assertThat(EnergyTransformer.load(path).transform(one(2, 0)).head().<Double>getAs("energy"))
        .isEqualTo(2);
    other.write().overwrite().save(path);
    assertThat(EnergyTransformer.load(path).transform(one(2, 0)).head().<Double>getAs("energy"))
        .isEqualTo(4);
  }

  @Test
  void whatHasNoJsonIsRefusedAndWhatIsThereIsKept(@TempDir Path directory) throws IOException {
    String path = directory.resolve("t").toString();
    new EnergyTransformer(HarmonicEnergy.of(1)).save(path);
    DensityModel opaque = x -> x.sum(1).neg();
    EnergyTransformer unsaveable = new EnergyTransformer(DensityModelEnergy.of(opaque));
    assertThatThrownBy(() -> unsaveable.write().overwrite().save(path))
        .hasMessageContaining("has no JSON form");
    assertThat(EnergyTransformer.load(path).uid()).startsWith("energyTransformer_");
  }

  @Test
  void otherStagesAndLaterFormatsAreRefused(@TempDir Path directory) throws IOException {
    String path = SavedStages.FIXTURES.resolve("mixture-model").toString();
    assertThatThrownBy(() -> GaussianEnergyModel.load(path))
        .hasMessageContaining("[ENERGY_UNREADABLE_ENERGY]")
        .hasMessageContaining(
            "MixtureEnergyModel, expected a io.sparkenergy.ml.GaussianEnergyModel");
    Path metadata = Files.createDirectories(directory.resolve("later").resolve("metadata"));
    Path fixture = SavedStages.FIXTURES.resolve("evaluator").resolve("metadata");
    String json = Files.readString(fixture.resolve("part-00000"));
    assertThat(json).contains("\"formatVersion\":1");
    Files.writeString(
        metadata.resolve("part-00000"), json.replace("\"formatVersion\":1", "\"formatVersion\":2"));
    assertThatThrownBy(() -> EnergyEvaluator.load(directory.resolve("later").toString()))
        .hasMessageContaining("its format is version 2, this library reads up to 1");
    Files.writeString(metadata.resolve("part-00000"), json.replace("\"metricName\"", "\"metric\""));
    assertThatThrownBy(() -> EnergyEvaluator.load(directory.resolve("later").toString()))
        .hasMessageContaining("parameter metric is not known");
    assertThatThrownBy(() -> EnergyEvaluator.load(directory.resolve("none").toString()))
        .hasMessageContaining("none/metadata");
  }
}
