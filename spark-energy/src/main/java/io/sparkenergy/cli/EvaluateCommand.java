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

import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.sql.Evaluation;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads rows, evaluates an energy over them, and writes the rows with their results. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Writes the rows of --input with their energy and score to --output.")
final class EvaluateCommand implements Callable<Integer> {
  /** File formats that Spark reads and writes. */
  enum Format {
    PARQUET,
    JSON,
    CSV,
    ORC;

    String symbol() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private EnergyOption energy;

  @Option(names = "--input", required = true, paramLabel = "PATH", description = "What to read.")
  private String input;

  @Option(names = "--output", required = true, paramLabel = "PATH", description = "Where to write.")
  private String output;

  @Option(
      names = "--format",
      defaultValue = "parquet",
      description = "Format of input and output: parquet, json, csv or orc (default: parquet).")
  private Format format;

  @Option(
      names = "--input-format",
      description = "Format of the input, where it differs from --format.")
  private Format inputFormat;

  @Option(
      names = "--features",
      split = ",",
      defaultValue = "features",
      paramLabel = "COL",
      description = "One column of vectors, or numeric columns, by commas (default: features).")
  private List<String> features;

  @Option(
      names = "--with",
      split = ",",
      defaultValue = "energy,score",
      paramLabel = "QUANTITY",
      description =
          "energy, score or both (default: energy,score). In CSV, which holds no arrays, the score"
              + " is one column per feature: score_COL.")
  private List<Wanted> with;

  @Option(
      names = "--precision",
      defaultValue = "double",
      description = "double or float (default: double).")
  private Precision precision;

  @Option(
      names = "--mode",
      defaultValue = "error",
      description = "Where output exists: error, overwrite or append (default: error).")
  private OutputDirectory.Mode mode;

  /** What --with may name. */
  enum Wanted {
    ENERGY(Quantity.ENERGY),
    SCORE(Quantity.SCORE);

    private final Quantity quantity;

    Wanted(Quantity quantity) {
      this.quantity = quantity;
    }
  }

  @Override
  public Integer call() throws IOException {
    EnergyFunction function = energy.read();
    SparkSession spark = CommandSession.of("evaluate " + function.name());
    return evaluate(spark, function);
  }

  private int evaluate(SparkSession spark, EnergyFunction function) throws IOException {
    OutputDirectory directory =
        OutputDirectory.of(output, mode, spark.sparkContext().hadoopConfiguration());
    Dataset<Row> rows =
        spark
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .format((inputFormat == null ? format : inputFormat).symbol())
            .load(input);
    Dataset<Row> result = evaluated(rows, function);
    directory.write(
        path ->
            RunningTasks.run(
                spark.sparkContext(),
                () -> result.write().option("header", true).format(format.symbol()).save(path)));
    spec.commandLine().getOut().println("Wrote " + output);
    return 0;
  }

  private Dataset<Row> evaluated(Dataset<Row> rows, EnergyFunction function) {
    try {
      Dataset<Row> result =
          Evaluation.of(function)
              .features(features.toArray(String[]::new))
              .quantities(with.stream().map(wanted -> wanted.quantity).toArray(Quantity[]::new))
              .precision(precision)
              .on(rows);
      return format == Format.CSV && with.contains(Wanted.SCORE) ? flattened(result) : result;
    } catch (EnergyException e) {
      throw new WrongArgument(e.getMessage());
    }
  }

  /** The score as one column per feature. */
  private Dataset<Row> flattened(Dataset<Row> result) {
    Dataset<Row> flat = result;
    Column score = result.col(Evaluation.SCORE);
    for (int i = 0; i < features.size(); i++) {
      flat = flat.withColumn(Evaluation.SCORE + "_" + features.get(i), score.getItem(i));
    }
    return flat.drop(Evaluation.SCORE);
  }
}
