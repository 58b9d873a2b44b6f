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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PenguinsTest {
  @Test
  void fitsScoresAndPlotsEveryMeasuredBird(@TempDir Path directory) throws IOException {
    SparkSession spark = SparkSession.builder().getOrCreate();
    Penguins penguins = new Penguins();
    new CommandLine(penguins)
        .parseArgs("--input", "data/penguins.csv", "--output", directory.toString());

    assertThat(penguins.run(spark)).isZero();

    List<Row> rows =
        spark.read().parquet(directory.resolve("energies.parquet").toString()).collectAsList();
    assertThat(rows).hasSize(342);
    // Σ of squared Mahalanobis distances to the sample mean is (n - 1) d, up to the regularisation.
    double mean =
        rows.stream().mapToDouble(row -> row.<Double>getAs("energy")).average().orElseThrow();
    assertThat(mean).isCloseTo(0.5 * 4 * 341 / 342, within(1e-3));
    assertThat(rows).allSatisfy(row -> assertThat(row.<Double>getAs("energy")).isPositive());
    Path plot = directory.resolve("penguins.png");
    assertThat(Files.size(plot)).isPositive();
    assertThat(ImageIO.read(plot.toFile()).getWidth()).isEqualTo(900);
  }
}
