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
package com.example;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Energies of five points, by each backend that needs no GPU. */
public final class Scores {
  private Scores() {}

  public static void main(String[] arguments) throws Exception {
    try (SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate()) {
      Dataset<Row> points = spark.range(5).selectExpr("array(double(id), 1D) AS x");
      for (String backend : new String[] {"cpu", "nd4j"}) {
        spark.conf().set("spark.energy.backend", backend);
        Row sum =
            SparkEnergy.evaluate(points, HarmonicEnergy.of(2), "x")
                .selectExpr("sum(energy)", "sum(score[0])")
                .first();
        System.out.println(backend + ": " + sum.getDouble(0) + ", " + sum.getDouble(1));
      }
    }
  }
}
