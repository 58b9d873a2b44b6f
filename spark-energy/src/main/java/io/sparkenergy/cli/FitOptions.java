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
package io.sparkenergy.cli;

import io.sparkenergy.energy.Energies;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.ml.EnergyEstimator;
import io.sparkenergy.ml.FittedEnergy;
import io.sparkenergy.sql.EnergyColumns;
import io.sparkenergy.sql.SampleBlocks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What all commands that fit ask for, and how they run: read, fit, write. */
final class FitOptions {
  @Mixin private RowsOption input;

  @Option(
      names = "--weight",
      paramLabel = "COL",
      description = "The numeric column of weights; without it all are 1.")
  private String weight;

  @Option(
      names = "--drop-missing",
      description = "Leave rows without features out, and say how many; else they are an error.")
  private boolean dropMissing;

  @Option(
      names = "--regularization",
      defaultValue = "0",
      description = "What is added to every variance (default: 0).")
  private double regularization;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The file of JSON to write.")
  private String output;

  @Option(
      names = "--overwrite",
      description = "Replace the output where it exists; else that is an error.")
  private boolean overwrite;

  String output() {
    return output;
  }

  /**
   * Fits and writes.
   *
   * @param estimator makes the estimator; what it refuses is a wrong argument
   */
  <S extends EnergyEstimator<S, M>, M extends FittedEnergy<M>> M run(
      CommandSpec spec, Supplier<S> estimator) throws IOException {
    SparkSession spark = CommandSession.of("fit " + spec.name());
    OutputFile file = OutputFile.of(output, overwrite, spark.sparkContext().hadoopConfiguration());
    Dataset<Row> rows = input.read(spark);
    String vector = String.join(", ", input.features());
    Dataset<Row> samples = samples(rows, vector);
    S ready = ready(estimator, samples, vector);
    M model = ready.fit(samples);
    if (dropMissing) {
      long missing = rows.count() - samples.count();
      spec.commandLine().getOut().println("Left out " + missing + " rows without features");
    }
    file.write(Energies.toPrettyJson(model.energy()) + "\n");
    return model;
  }

  private <S extends EnergyEstimator<S, M>, M extends FittedEnergy<M>> S ready(
      Supplier<S> estimator, Dataset<Row> samples, String vector) {
    try {
      S ready =
          estimator
              .get()
              .setFeaturesCol(vector)
              .setEnergyCol("-log p(" + vector + ")")
              .setWeightCol(weight == null ? "" : weight)
              .setRegularization(regularization);
      ready.transformSchema(samples.schema());
      return ready;
    } catch (EnergyException e) {
      throw new WrongArgument(e.getMessage());
    }
  }

  /** The features as one vector, named as the columns are, and the weight. */
  private Dataset<Row> samples(Dataset<Row> rows, String vector) {
    List<String> features = List.of(input.features());
    try {
      SampleBlocks.of(rows, features, Optional.ofNullable(weight));
    } catch (EnergyException e) {
      throw new WrongArgument(e.getMessage());
    }
    List<Column> selected = new ArrayList<>();
    selected.add(EnergyColumns.features(rows, features).as(vector));
    if (weight != null) {
      selected.add(rows.col("`" + weight + "`"));
    }
    Dataset<Row> samples = rows.select(selected.toArray(Column[]::new));
    return dropMissing ? samples.where(samples.col("`" + vector + "`").isNotNull()) : samples;
  }
}
