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
package io.sparkenergy.bundle.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Does the runs that it is asked for, each with a fault that its name asks for, and prints for each
 * what became of it. Tasks leave a mark when they begin, for the one who disturbs them.
 *
 * <p>Arguments: a directory, and the names of the runs.
 */
public final class Disturbed {
  private Disturbed() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Path.of(arguments[0]);
    try (SparkSession spark = SparkSession.builder().appName("disturbed").getOrCreate()) {
      Losses losses = Losses.of(spark);
      for (String run : List.of(arguments).subList(1, arguments.length)) {
        losses.forget();
        Scored scored = new Scored(spark, directory.resolve(run), run, losses);
        if (run.startsWith("diagnosed")) {
          Diagnosed.print(spark, scored.directory(), run);
        } else if (run.startsWith("hinges")) {
          Hinges.run(scored);
        } else {
          long millis = run.equals("undisturbed") ? 0 : 300;
          scored.write(
              Scored.of(DisturbedRows.of(spark, scored.directory(), run, millis), Scored.BOWL));
        }
      }
    }
  }
}
