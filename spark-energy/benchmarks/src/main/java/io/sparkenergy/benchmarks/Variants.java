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

import io.sparkenergy.SparkEnergy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.clustering.GaussianMixtureModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.stat.distribution.MultivariateGaussian;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** All the ways that are timed. */
final class Variants {
  /** No arithmetic; the features still have to get to it, as they have to in the operator. */
  private static final RowKernel EMPTY = x -> x[0];

  private static final int HIDDEN = 128;
  private static final int LOWEST = 10;
  private static final Map<String, String> EMPTY_KERNEL =
      Map.of("spark.energy.backend", EmptyBackend.NAME);
  private static final Map<String, String> OFF_HEAP =
      Map.of("spark.sql.columnVector.offheap.enabled", "true");
  private static final Encoder<Row> ENERGY =
      Encoders.row(new StructType().add("energy", DataTypes.DoubleType, false));

  private final PlainGaussian gaussian;
  private final PlainMlp mlp;
  private final MultivariateGaussian mllib;
  private final List<Variant> all = new ArrayList<>();

  private Variants(int dimension) {
    this.gaussian = PlainGaussian.ofDimension(dimension);
    this.mlp = PlainMlp.ofWidths(dimension, HIDDEN, HIDDEN, 1);
    this.mllib =
        new MultivariateGaussian(
            new DenseVector(gaussian.mean()), matrix(dimension, gaussian.covariance()));
    // Two tasks that are the first to ask Spark's LAPACK may never end (SPARK-59618).
    mllib.logpdf(mllib.mean());
    floors();
    operators();
    others();
    perceptrons();
  }

  /** The variants for a dimension, with what their queries name registered in the session. */
  static List<Variant> of(SparkSession spark, int dimension) {
    Variants variants = new Variants(dimension);
    variants.register(spark);
    return List.copyOf(variants.all);
  }

  private void register(SparkSession spark) {
    SparkEnergy.register(spark, "gaussian", gaussian.toEnergy());
    SparkEnergy.register(spark, "mlp", mlp.toEnergy());
    spark.udf().register("udf_gaussian", new ArrayUdf(gaussian), DataTypes.DoubleType);
    spark.udf().register("udf_mlp", new ArrayUdf(mlp), DataTypes.DoubleType);
    spark.udf().register("udf_empty", new ArrayUdf(EMPTY), DataTypes.DoubleType);
    spark.udf().register("mllib_gaussian", new LogDensityUdf(mllib), DataTypes.DoubleType);
  }

  private void floors() {
    UnaryOperator<List<double[]>> itself = each(x -> x);
    UnaryOperator<List<double[]>> neverNull = each(x -> new double[] {0});
    add("read-array", "SELECT x", Source.ARRAY, t -> t.array().select("x"), itself);
    add("read-vector", "SELECT v", Source.VECTOR, t -> t.vector().select("v"), itself);
    add("read-few", "SELECT x, fewer rows", Source.FEW, t -> t.few().select("x"), itself);
    add(
        "decode-array",
        "SELECT x IS NULL",
        Source.ARRAY,
        t -> t.array().selectExpr("x IS NULL"),
        neverNull);
    add(
        "decode-vector",
        "SELECT v IS NULL",
        Source.VECTOR,
        t -> t.vector().selectExpr("v IS NULL"),
        neverNull);
    add(
        "decode-few",
        "SELECT x IS NULL, fewer rows",
        Source.FEW,
        t -> t.few().selectExpr("x IS NULL"),
        neverNull);
  }

  private void operators() {
    String energy = "energy('gaussian', x)";
    String score = "energy_score('gaussian', x)";
    UnaryOperator<List<double[]>> energies = each(x -> new double[] {gaussian.energy(x)});
    UnaryOperator<List<double[]>> firsts = each(x -> new double[] {x[0]});
    Function<Tables, Dataset<Row>> one = t -> t.array().selectExpr(energy);
    Function<Tables, Dataset<Row>> both = t -> t.array().selectExpr(energy, score);
    Function<Tables, Dataset<Row>> vector = t -> t.vector().selectExpr("energy('gaussian', v)");
    // A filter that keeps all rows: Spark evaluates it row by row, so the operator gets rows.
    Function<Tables, Dataset<Row>> rows = t -> t.array().where("size(x) > 0").selectExpr(energy);

    add("operator-energy", "energy", Source.ARRAY, one, energies);
    add(
        "operator-energy-score",
        "energy and energy_score",
        Source.ARRAY,
        both,
        each(x -> joined(gaussian.energy(x), gaussian.score(x))));
    add("operator-empty", "energy, empty kernel", Source.ARRAY, EMPTY_KERNEL, one, firsts);
    add(
        "operator-empty-score",
        "energy and energy_score, empty kernel",
        Source.ARRAY,
        EMPTY_KERNEL,
        both,
        each(x -> joined(x[0], x)));
    add("operator-vector", "energy of ML vectors", Source.VECTOR, vector, energies);
    add(
        "operator-empty-vector",
        "energy of ML vectors, empty kernel",
        Source.VECTOR,
        EMPTY_KERNEL,
        vector,
        firsts);
    add("operator-offheap", "energy, off-heap columns", Source.ARRAY, OFF_HEAP, one, energies);
    add("operator-rows", "energy, from rows", Source.ARRAY, rows, energies);
    add(
        "operator-empty-rows",
        "energy, from rows, empty kernel",
        Source.ARRAY,
        EMPTY_KERNEL,
        rows,
        firsts);
    add(
        "operator-id",
        "SELECT id, energy",
        Source.ARRAY,
        t -> t.array().selectExpr("id", energy + " AS e"),
        xs -> withIds(xs));
    add(
        "operator-lowest",
        "SELECT id, energy ORDER BY energy LIMIT 10",
        Source.ARRAY,
        t -> t.array().selectExpr("id", energy + " AS e").orderBy("e").limit(LOWEST),
        xs ->
            withIds(xs).stream()
                .sorted(Comparator.comparingDouble(row -> row[1]))
                .limit(LOWEST)
                .toList());
  }

  private void others() {
    UnaryOperator<List<double[]>> energies = each(x -> new double[] {gaussian.energy(x)});
    UnaryOperator<List<double[]>> firsts = each(x -> new double[] {x[0]});
    GaussianMixtureModel mixture =
        new GaussianMixtureModel(
                "one_gaussian", new double[] {1}, new MultivariateGaussian[] {mllib})
            .setFeaturesCol("v");
    add(
        "udf-gaussian",
        "row UDF, plain Java",
        Source.ARRAY,
        t -> t.array().selectExpr("udf_gaussian(x)"),
        energies);
    add(
        "udf-empty",
        "row UDF, empty kernel",
        Source.ARRAY,
        t -> t.array().selectExpr("udf_empty(x)"),
        firsts);
    add(
        "partitions-gaussian",
        "mapPartitions, plain Java",
        Source.ARRAY,
        t -> t.array().select("x").mapPartitions(new PartitionUdf(new ArrayUdf(gaussian)), ENERGY),
        energies);
    add(
        "partitions-empty",
        "mapPartitions, empty kernel",
        Source.ARRAY,
        t -> t.array().select("x").mapPartitions(new PartitionUdf(new ArrayUdf(EMPTY)), ENERGY),
        firsts);
    add(
        "mllib-udf",
        "UDF on MLlib MultivariateGaussian.logpdf",
        Source.VECTOR,
        t -> t.vector().selectExpr("mllib_gaussian(v)"),
        each(x -> new double[] {gaussian.logDensity(x)}));
    add(
        "mllib-mixture",
        "MLlib GaussianMixtureModel.transform, k = 1",
        Source.VECTOR,
        t -> mixture.transform(t.vector().select("v")).select("probability", "prediction"),
        // Of one component every row is a member, whatever its density.
        each(x -> new double[] {1, 0}));
  }

  private void perceptrons() {
    UnaryOperator<List<double[]>> energies = each(x -> new double[] {mlp.energy(x)});
    add(
        "operator-mlp",
        "mlp 2x128 silu",
        Source.FEW,
        t -> t.few().selectExpr("energy('mlp', x)"),
        energies);
    add(
        "udf-mlp",
        "mlp 2x128 silu, row UDF, plain Java",
        Source.FEW,
        t -> t.few().selectExpr("udf_mlp(x)"),
        energies);
  }

  private void add(
      String name,
      String about,
      Source source,
      Function<Tables, Dataset<Row>> query,
      UnaryOperator<List<double[]>> expected) {
    add(name, about, source, Map.of(), query, expected);
  }

  private void add(
      String name,
      String about,
      Source source,
      Map<String, String> settings,
      Function<Tables, Dataset<Row>> query,
      UnaryOperator<List<double[]>> expected) {
    all.add(new Variant(name, about, source, settings, query, expected));
  }

  private List<double[]> withIds(List<double[]> rows) {
    List<double[]> results = new ArrayList<>();
    for (double[] x : rows) {
      results.add(new double[] {results.size(), gaussian.energy(x)});
    }
    return results;
  }

  private static UnaryOperator<List<double[]>> each(UnaryOperator<double[]> row) {
    return rows -> rows.stream().map(row).toList();
  }

  private static double[] joined(double first, double[] rest) {
    double[] all = new double[1 + rest.length];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private static DenseMatrix matrix(int n, double[][] symmetric) {
    double[] values = new double[n * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(symmetric[i], 0, values, i * n, n);
    }
    return new DenseMatrix(n, n, values);
  }
}
