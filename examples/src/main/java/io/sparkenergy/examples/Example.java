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

import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;

/** A job with options: what {@code spark-submit --class} starts, and what a test runs. */
public abstract class Example implements Callable<Integer> {
  /** Runs the job, and says how it went: 0 is well. */
  public abstract int run(SparkSession spark) throws Exception;

  @Override
  public final Integer call() throws Exception {
    String name = getClass().getSimpleName();
    try (SparkSession spark = SparkSession.builder().appName(name).getOrCreate()) {
      return run(spark);
    }
  }

  /** What a main method does with its arguments. */
  static void start(Example example, String... arguments) {
    int code = new CommandLine(example).execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }
}
