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
package io.sparkenergy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.ml.EnergyEvaluator;
import io.sparkenergy.ml.EnergyTransformer;
import io.sparkenergy.ml.MixtureEnergyEstimator;
import io.sparkenergy.ml.MixtureEnergyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/pipelines.md says is what runs. */
class PipelinesPageTest {
  private static final String SOURCE = "src/test/java/io/sparkenergy/PipelinesPageTest.java";
  private static final String SUITE = "src/test/scala/io/sparkenergy/scalaapi/PipelinesSuite.scala";

  @Test
  void snippetsRun(@TempDir Path directory) throws IOException {
    SparkSession spark = SparkSession.builder().getOrCreate();
    // fit
    Dataset<Row> df = spark.range(1000).selectExpr("id", "sin(id) as a", "cos(7 * id) as b");

    VectorAssembler assembler =
        new VectorAssembler().setInputCols(new String[] {"a", "b"}).setOutputCol("features");
    MixtureEnergyEstimator mixture =
        new MixtureEnergyEstimator().setK(3).setSeed(1).setContamination(0.01);
    EnergyTransformer ripples =
        new EnergyTransformer(EnergyFunction.define("ripples", x -> x.sin().square().sum()))
            .setEnergyCol("ripples")
            .setScoreCol("ripplesScore");

    PipelineModel model =
        new Pipeline().setStages(new PipelineStage[] {assembler, mixture, ripples}).fit(df);
    Dataset<Row> scored = model.transform(df);
    Dataset<Row> unusual = scored.where("outlier");
    // end of fit
    assertThat(unusual.count()).isEqualTo(10);
    assertThat(scored.columns())
        .endsWith("features", "energy", "outlier", "ripples", "ripplesScore");
    // choose
    ParamMap[] grid = new ParamGridBuilder().addGrid(mixture.k(), new int[] {1, 2, 4}).build();
    CrossValidatorModel chosen =
        new CrossValidator()
            .setEstimator(mixture)
            .setEstimatorParamMaps(grid)
            .setEvaluator(new EnergyEvaluator())
            .setNumFolds(3)
            .setSeed(5)
            .fit(scored.select("features"));
    MixtureEnergyModel best = (MixtureEnergyModel) chosen.bestModel();
    // end of choose
    assertThat(chosen.avgMetrics()[2]).isLessThan(chosen.avgMetrics()[0]);
    assertThat(best.numFeatures()).isEqualTo(2);
    String path = directory.resolve("model").toString();
    // save
    model.write().overwrite().save(path);
    Dataset<Row> again = PipelineModel.load(path).transform(df);
    // end of save
    assertThat(again.collectAsList()).isEqualTo(scored.collectAsList());
  }

  @Test
  void pageHasTheSnippetsThatRun() throws IOException {
    String page = Files.readString(Path.of("docs", "pipelines.md"));
    String source = Files.readString(Path.of(SOURCE));
    String[] names = {"fit", "choose", "save"};
    assertThat(page.split("```java\n", -1)).hasSize(names.length + 1);
    for (String name : names) {
      String snippet = between(source, "// " + name + "\n", "    // end of " + name);
      assertThat(page).contains("```java\n" + snippet.replaceAll("(?m)^ {4}", "") + "```");
    }
    String scala = between(page, "```scala\n", "```").replaceAll("(?m)^(?=.)", "    ");
    assertThat(Files.readString(Path.of(SUITE))).contains(scala);
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }
}
