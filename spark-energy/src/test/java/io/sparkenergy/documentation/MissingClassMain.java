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
import io.sparkenergy.energy.DensityModel;
import io.sparkenergy.energy.DensityModelEnergy;
import io.sparkenergy.energy.Quantity;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Evaluates a density whose class the driver has and executors have not, and prints what Spark
 * says; arguments: the folder of the class, and its name.
 */
public final class MissingClassMain {
  private MissingClassMain() {}

  public static void main(String[] arguments) throws Exception {
    SparkSession spark = SparkSession.builder().appName("missing class").getOrCreate();
    URL folder = Path.of(arguments[0]).toUri().toURL();
    // Stopped, not closed: what closing throws differs between Sparks.
    try (URLClassLoader ours =
        new URLClassLoader(new URL[] {folder}, Thread.currentThread().getContextClassLoader())) {
      DensityModel model =
          (DensityModel) ours.loadClass(arguments[1]).getDeclaredConstructor().newInstance();
      Dataset<Row> energies =
          SparkEnergy.evaluation(DensityModelEnergy.of(model))
              .features("x")
              .quantities(Quantity.ENERGY)
              .on(spark.range(0, 1, 1, 1).selectExpr("array(1D, double(id)) as x"));
      System.out.println(energies.collectAsList());
    } catch (Exception e) {
      if (!(e instanceof SparkException)) {
        throw e;
      }
      System.out.println(e.getMessage());
    } finally {
      spark.stop();
    }
  }
}
