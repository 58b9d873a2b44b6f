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
package io.sparkenergy.ml;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** The energy above which a share of the rows lies. */
final class OutlierThreshold {
  /** So that 0.29 of 100 rows are 29, which its product in doubles falls short of. */
  private static final double ROUNDING = 1e-9;

  private OutlierThreshold() {}

  /**
   * The least energy of a row above which lie no more than a share of all rows.
   *
   * @param error 0 for exactly that; else how much the share may be off
   */
  static double of(FittedEnergy<?> model, Dataset<Row> df, double share, double error) {
    Dataset<Row> energies = model.transform(df.select(df.col("`" + model.getFeaturesCol() + "`")));
    energies = energies.select(energies.col("`" + model.getEnergyCol() + "`").as("energy"));
    return error > 0
        ? energies.stat().approxQuantile("energy", new double[] {1 - share}, error)[0]
        : exact(energies, share);
  }

  /** Sorting needs no more memory on the driver for many rows than for few. */
  private static double exact(Dataset<Row> energies, double share) {
    energies.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long count = energies.count();
      long place = count - 1 - (long) Math.floor(share * count + ROUNDING);
      return energies
          .sort("energy")
          .toJavaRDD()
          .map(row -> row.getDouble(0))
          .zipWithIndex()
          .filter(numbered -> numbered._2() == place)
          .map(Tuple2::_1)
          .first();
    } finally {
      energies.unpersist();
    }
  }
}
