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

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.DensityEnergy;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Energies in SQL: which of eight sensors drifts, and since when? */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = "Finds, in SQL alone, the one of eight sensors whose readings drift.")
public final class SqlScoring extends Example {
  @Option(
      names = "--rows",
      defaultValue = "100000",
      description = "How many readings to make (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--output",
      defaultValue = "examples/target/sql/readings",
      description = "Where the table of readings is written (default: ${DEFAULT-VALUE}).")
  private Path output;

  public static void main(String[] arguments) {
    start(new SqlScoring(), arguments);
  }

  @Override
  public int run(SparkSession spark) {
    spark
        .range(0, rows, 1, 8)
        .selectExpr(
            "id",
            "id % 8 AS sensor",
            "id * 24 div %d AS hour".formatted(rows),
            "array(randn(1) + IF(id %% 8 = 5, 3D * id / %d, 0D), randn(2)) AS x".formatted(rows))
        .write()
        .mode("overwrite")
        .parquet(output.toString());
    spark.read().parquet(output.toString()).createOrReplaceTempView("readings");

    // -log p(x) of a standard normal distribution; SQL knows it as usual.
    SparkEnergy.register(
        spark, "usual", DensityEnergy.diagonalNormal(new double[] {0, 0}, new double[] {1, 1}));

    System.out.println("Mean energy by sensor; 1 + log 2π = 2.838 is to be expected:");
    spark
        .sql(
            """
            SELECT sensor, count(*) AS readings, round(avg(energy('usual', x)), 3) AS mean_energy
            FROM readings GROUP BY sensor ORDER BY mean_energy DESC
            """)
        .show();

    System.out.println("The readings of highest energy, and where they should have been:");
    String highest =
        """
        SELECT id, sensor, hour, energy('usual', x) AS e, energy_score('usual', x) AS score
        FROM readings WHERE energy('usual', x) > 7 ORDER BY e DESC LIMIT 5
        """;
    spark.sql(highest).show(false);

    System.out.println(
        "How Spark runs that: the energy once for every row, the score for those that are left.");
    System.out.println(spark.sql("EXPLAIN " + highest).first().getString(0));
    return 0;
  }
}
