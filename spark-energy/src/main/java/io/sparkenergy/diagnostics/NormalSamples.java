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
package io.sparkenergy.diagnostics;

import io.sparkenergy.error.EnergyException;
import java.io.Serializable;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Samples of N(0, I) as a DataFrame; each depends on the seed and its id alone. */
final class NormalSamples {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** A row, as Spark's encoder of beans wants it. */
  public static final class Sample implements Serializable {
    private static final long serialVersionUID = 1L;

    private long id;
    private double[] features = new double[0];

    public long getId() {
      return id;
    }

    public void setId(long id) {
      this.id = id;
    }

    public double[] getFeatures() {
      return features;
    }

    public void setFeatures(double[] features) {
      this.features = features;
    }
  }

  private NormalSamples() {}

  /**
   * Rows {@code id} from 0 to n - 1 with {@code features} of d entries.
   *
   * @throws EnergyException if there are less than no samples, or d is not positive
   */
  static Dataset<Row> of(SparkSession spark, long n, int d, long seed) {
    if (n < 0) {
      throw EnergyException.invalidParameter("samples", n, "0 or more");
    }
    if (d < 1) {
      throw EnergyException.invalidParameter("dimension", d, "1 or more");
    }
    MapFunction<Long, Sample> draw = id -> sample(id, d, seed);
    return spark.range(n).map(draw, Encoders.bean(Sample.class)).toDF();
  }

  private static Sample sample(long id, int d, long seed) {
    // Split, as generators whose seeds are a constant apart would be one sequence.
    SplittableRandom random =
        new SplittableRandom(new SplittableRandom(seed + id * GOLDEN).nextLong());
    double[] features = new double[d];
    for (int i = 0; i < d; i++) {
      features[i] = random.nextGaussian();
    }
    Sample sample = new Sample();
    sample.setId(id);
    sample.setFeatures(features);
    return sample;
  }
}
