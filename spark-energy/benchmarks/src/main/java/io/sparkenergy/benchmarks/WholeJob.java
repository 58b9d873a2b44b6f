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
package io.sparkenergy.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Times whole jobs: Parquet in, an energy of every row, a sink that keeps nothing. */
@Command(
    name = "whole-job",
    mixinStandardHelpOptions = true,
    version = "spark-energy benchmarks 0.1.0",
    description = "Times energies in whole Spark jobs, next to UDFs, mapPartitions and MLlib.",
    sortOptions = false)
public final class WholeJob implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--rows",
      defaultValue = "4000000",
      description = "Rows of the tables (default: 4000000).")
  private long rows;

  @Option(
      names = "--dimension",
      defaultValue = "32",
      description = "Numbers of a row (default: 32).")
  private int dimension;

  @Option(
      names = "--mlp-share",
      defaultValue = "16",
      description = "The mlp variants run on 1/SHARE of the rows (default: 16).")
  private long mlpShare;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "Rounds, in each of which every variant runs once (default: 7).")
  private int rounds;

  @Option(
      names = "--warm-ups",
      defaultValue = "2",
      description =
          "First rounds that do not count (default: 2); at least one round counts in any case.")
  private int warmUps;

  @Option(
      names = "--master",
      defaultValue = "local[1]",
      description = "Spark's master, local[1] or local[2] (default: local[1]).")
  private String master;

  @Option(
      names = "--only",
      defaultValue = "",
      paramLabel = "REGEX",
      description = "Only the variants in whose name this is found, and their floors.")
  private Pattern only;

  @Option(
      names = "--data",
      defaultValue = "spark-energy/benchmarks/target/data",
      description = "Where the tables are written once and kept (default: in target/).")
  private Path data;

  @Option(
      names = "--output",
      description = "A Markdown file; its section for this master is replaced.")
  private Path output;

  @Option(names = "--list", description = "Name the variants and stop.")
  private boolean list;

  private WholeJob() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new WholeJob()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (rows < 1 || dimension < 1 || mlpShare < 1 || rounds < 1 || warmUps < 0) {
      throw new ParameterException(
          spec.commandLine(), "Numbers shall be 1 or more, and --warm-ups 0 or more.");
    }
    SparkSession spark =
        SparkSession.builder()
            .master(master)
            .appName("spark-energy whole-job benchmark")
            .config("spark.sql.extensions", "io.sparkenergy.SparkEnergyExtensions")
            .config("spark.ui.enabled", false)
            .config("spark.sql.warehouse.dir", data.resolve("warehouse").toString())
            .getOrCreate();
    try {
      return run(spark);
    } finally {
      spark.stop();
    }
  }

  private int run(SparkSession spark) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Variant> variants = chosen(Variants.of(spark, dimension));
    if (list) {
      variants.forEach(variant -> out.printf("%-22s %s%n", variant.name(), variant.about()));
      return CommandLine.ExitCode.OK;
    }
    TableFiles files = new TableFiles(spark, data, dimension);
    AnswerCheck check = new AnswerCheck(spark, files.toCheck(), dimension);
    variants.forEach(check::check);
    out.printf("All %d ways give the same answers.%n", variants.size());

    long fewRows = Math.max(1, rows / mlpShare);
    Tables tables = files.toTime(rows, fewRows);
    variants.stream()
        .filter(Variant::isOperator)
        .forEach(
            variant -> out.printf("%s: %s%n", variant.name(), operator(spark, tables, variant)));

    int notCounted = Math.min(warmUps, rounds - 1);
    Timings timings =
        new Rounds(spark, tables, rows, fewRows).time(variants, rounds, notCounted, out);
    String results = conditions(spark, fewRows, notCounted) + new Report(timings).markdown();
    out.println();
    out.println(results);
    out.flush();
    if (output != null) {
      ResultsFile.ofWholeJobs(output).put(master, results);
    }
    return CommandLine.ExitCode.OK;
  }

  private List<Variant> chosen(List<Variant> all) {
    Set<String> names = new HashSet<>();
    for (Variant variant : all) {
      if (only.matcher(variant.name()).find()) {
        names.add(variant.name());
        for (Floor floor : Floor.values()) {
          names.add(floor.variant(variant.source()));
        }
      }
    }
    if (names.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "No variant is named like " + only + "; --list names them all.");
    }
    return all.stream().filter(variant -> names.contains(variant.name())).toList();
  }

  /** The operator's line of the physical plan, which says where its rows come from. */
  private static String operator(SparkSession spark, Tables tables, Variant variant) {
    String plan =
        variant.with(spark, tables, query -> query.queryExecution().executedPlan().toString());
    return plan.lines()
        .filter(line -> line.contains("EvaluateEnergy"))
        .map(line -> line.replaceFirst("^[^A-Za-z]*", ""))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(variant.name() + " runs without the operator:\n" + plan));
  }

  private String conditions(SparkSession spark, long fewRows, int notCounted) {
    return """
    %d rows of %d doubles (mlp: %d rows), %d rounds of which the first %d do not count.
    Spark %s, Java %s, %s, %d processors. Medians of wall time; least and most of the rounds beside.

    """
        .formatted(
            rows,
            dimension,
            fewRows,
            rounds,
            notCounted,
            spark.version(),
            System.getProperty("java.version"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors());
  }
}
