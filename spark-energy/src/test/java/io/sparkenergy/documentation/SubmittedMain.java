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
package io.sparkenergy.documentation;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * What SubmitPagesTest submits; its argument is a model. Prints the settings, whether driver and
 * executor have the module of SIMD registers, the plan of a query and its answer.
 */
public final class SubmittedMain {
  private static final String MODULE = "jdk.incubator.vector";

  private SubmittedMain() {}

  public static void main(String[] arguments) {
    SparkSession spark = SparkSession.builder().appName("submitted").getOrCreate();
    // Stopped, not closed: what closing throws differs between Sparks.
    try {
      SparkEnergy.register(spark, "registered", HarmonicEnergy.of(2));
      for (Tuple2<String, String> setting : spark.sparkContext().getConf().getAll()) {
        System.out.println("setting " + setting._1() + "=" + setting._2());
      }
      System.out.println("driver " + hasModule());
      Dataset<Long> one = spark.range(0, 1, 1, 1).as(Encoders.LONG());
      MapFunction<Long, Boolean> ask = row -> hasModule();
      System.out.println("executor " + one.map(ask, Encoders.BOOLEAN()).first());
      Dataset<Row> query =
          spark
              .range(0, 1, 1, 1)
              .selectExpr("array(1D, double(id)) as x")
              .selectExpr("energy('" + arguments[0] + "', x) as e");
      System.out.println(query.queryExecution().executedPlan());
      System.out.println("energy " + query.first().getDouble(0));
    } finally {
      spark.stop();
    }
  }

  private static boolean hasModule() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }
}
