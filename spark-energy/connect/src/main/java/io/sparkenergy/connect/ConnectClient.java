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
package io.sparkenergy.connect;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Asks a Spark Connect server, whose address is the one argument, for energies; this JVM has
 * Spark's client and none of our classes. The server has {@code bowl}, the harmonic energy of k =
 * 2: the sum of squares. Ends with exit code 1 if an answer is another.
 */
public final class ConnectClient {
  private static final int POINTS = 6;

  private int different;

  private ConnectClient() {}

  public static void main(String[] args) throws IOException {
    ConnectClient client = new ConnectClient();
    client.requireAlone();
    SparkSession spark = SparkSession.builder().remote(args[0]).getOrCreate();
    try {
      client.ask(spark);
    } finally {
      spark.close();
    }
    System.out.println();
    System.out.println(
        client.different == 0 ? "All as expected." : client.different + " not as expected.");
    System.exit(client.different == 0 ? 0 : 1);
  }

  private void ask(SparkSession spark) {
    System.out.println("Spark " + spark.version() + " by " + spark.getClass().getName());

    Dataset<Row> points = spark.range(POINTS).selectExpr("id", "array(double(id), 0.5D) AS x");
    points.createOrReplaceTempView("points");

    answer(
        spark,
        "SELECT id, energy('bowl', x) AS e FROM points ORDER BY id",
        rows(0, POINTS, id -> new double[] {id, bowl(id)}));
    answer(
        spark,
        "SELECT id, energy('{\"type\": \"harmonic\", \"k\": 4}', x) AS e FROM points ORDER BY id",
        rows(0, POINTS, id -> new double[] {id, 2 * bowl(id)}));
    answer(
        spark,
        "SELECT id, energy_score('bowl', x) AS s FROM points ORDER BY id",
        rows(0, POINTS, id -> new double[] {id, -2 * id, -1}));
    answer(
        spark,
        "SELECT id % 2 AS odd, avg(energy('bowl', x)) AS e FROM points GROUP BY id % 2 ORDER BY"
            + " odd",
        List.of(
            new double[] {0, (bowl(0) + bowl(2) + bowl(4)) / 3},
            new double[] {1, (bowl(1) + bowl(3) + bowl(5)) / 3}));

    String lowest =
        "SELECT id, energy('bowl', x) AS e FROM points WHERE energy('bowl', x) > 2 ORDER BY e LIMIT"
            + " 3";
    answer(spark, lowest, rows(2, 5, id -> new double[] {id, bowl(id)}));
    String plan = spark.sql("EXPLAIN " + lowest).first().getString(0);
    System.out.println("\nEXPLAIN of it\n" + plan.strip());
    expect("the plan has EvaluateEnergy", plan.contains("EvaluateEnergy"), true);

    answer(
        "points.select(col(\"id\"), call_function(\"energy\", lit(\"bowl\"), col(\"x\")))",
        points.select(col("id"), call_function("energy", lit("bowl"), col("x"))),
        rows(0, POINTS, id -> new double[] {id, bowl(id)}));

    refusal(spark, "SELECT energy('bowll', x) FROM points", "ENERGY_UNKNOWN_MODEL");
    refusal(
        spark,
        "SELECT energy('bowl', array(if(id = 3, NULL, 1D))) FROM points",
        "ENERGY_FEATURES_NULL_ELEMENT");
  }

  private static double bowl(double id) {
    return id * id + 0.25;
  }

  /** Nothing of the library's is here to help. */
  private void requireAlone() {
    boolean found = true;
    try {
      Class.forName("io.sparkenergy.SparkEnergyExtensions");
    } catch (ClassNotFoundException e) {
      found = false;
    }
    expect("this JVM has the library", found, false);
  }

  private void answer(SparkSession spark, String query, List<double[]> expected) {
    answer(query, spark.sql(query), expected);
  }

  private void answer(String asked, Dataset<Row> answer, List<double[]> expected) {
    System.out.println("\n" + asked);
    List<Row> found = answer.collectAsList();
    found.forEach(row -> System.out.println("  " + row));
    boolean same = found.size() == expected.size();
    for (int i = 0; same && i < found.size(); i++) {
      same = isClose(numbers(found.get(i)), expected.get(i));
    }
    expect("as the closed form", same, true);
  }

  /**
   * The condition must be named; in what the exception is asked for, it depends on Spark's client.
   */
  private void refusal(SparkSession spark, String query, String condition) {
    System.out.println("\n" + query);
    Throwable thrown = null;
    try {
      spark.sql(query).collectAsList();
    } catch (Exception e) {
      thrown = e;
    }
    String seen = String.valueOf(thrown);
    System.out.println("  " + seen.lines().findFirst().orElse(""));
    if (thrown instanceof SparkThrowable asked) {
      System.out.println("  getCondition: " + asked.getCondition());
      System.out.println("  getSqlState: " + asked.getSqlState());
    }
    expect("refused as " + condition, seen.contains(condition), true);
  }

  private void expect(String what, Object found, Object expected) {
    boolean same = Objects.equals(found, expected);
    System.out.println("  " + what + ": " + found + (same ? "" : ", expected " + expected));
    if (!same) {
      different++;
    }
  }

  private static List<double[]> rows(int from, int to, IntFunction<double[]> row) {
    List<double[]> rows = new ArrayList<>();
    for (int id = from; id < to; id++) {
      rows.add(row.apply(id));
    }
    return rows;
  }

  /** A row's numbers, those of its arrays among them. */
  private static double[] numbers(Row row) {
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      if (row.get(i) instanceof Number number) {
        numbers.add(number.doubleValue());
      } else {
        numbers.addAll(row.<Double>getList(i));
      }
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static boolean isClose(double[] found, double[] expected) {
    return found.length == expected.length
        && Arrays.equals(
            Arrays.stream(found).mapToLong(v -> Math.round(v * 1e12)).toArray(),
            Arrays.stream(expected).mapToLong(v -> Math.round(v * 1e12)).toArray());
  }
}
