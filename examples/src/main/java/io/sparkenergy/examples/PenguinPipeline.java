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
package io.sparkenergy.examples;

import io.sparkenergy.ml.MixtureEnergyEstimator;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A pipeline that is fitted, saved, loaded and used again: a mixture of normal densities. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    description = "Fits a mixture to the penguins in a pipeline, saves it, loads it, and scores.")
public final class PenguinPipeline extends Example {
  @Option(
      names = "--components",
      defaultValue = "3",
      description = "Of how many normal densities (default: ${DEFAULT-VALUE}).")
  private int components;

  @Option(
      names = "--contamination",
      defaultValue = "0.02",
      description = "Which share of the birds is to be called unusual (default: ${DEFAULT-VALUE}).")
  private double contamination;

  @Option(
      names = "--output",
      defaultValue = "examples/target/pipeline/model",
      description = "Where the pipeline is saved (default: ${DEFAULT-VALUE}).")
  private Path output;

  public static void main(String[] arguments) {
    start(new PenguinPipeline(), arguments);
  }

  @Override
  public int run(SparkSession spark) throws IOException {
    String[] measurements = PenguinTable.MEASUREMENTS.toArray(new String[0]);
    Dataset<Row> birds = PenguinTable.read(spark).na().drop("any", measurements);
    PipelineStage[] stages = {
      new VectorAssembler().setInputCols(measurements).setOutputCol("features"),
      new MixtureEnergyEstimator().setK(components).setSeed(1).setContamination(contamination)
    };
    new Pipeline().setStages(stages).fit(birds).write().overwrite().save(output.toString());

    PipelineModel model = PipelineModel.load(output.toString());
    Dataset<Row> scored = model.transform(birds);
    System.out.printf(
        "%d birds; the mean energy, their negative log-likelihood, is %.3f%n",
        scored.count(), scored.agg(functions.avg("energy")).first().getDouble(0));
    System.out.println("The unusual ones:");
    scored
        .where("outlier")
        .orderBy(functions.col("energy").desc())
        .withColumn("energy", functions.round(functions.col("energy"), 3))
        .drop("features", "outlier")
        .show(false);
    System.out.println("Pipeline: " + output);
    return 0;
  }
}
