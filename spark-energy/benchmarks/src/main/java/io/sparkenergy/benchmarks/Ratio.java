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

import java.util.List;

/**
 * A comparison with its goal.
 *
 * @param about what is compared with what
 * @param cost of ours, from what each variant takes over the floor
 * @param than the cost that it is held against
 * @param goal what cost / than shall be at most
 * @param goalText the goal as it is written
 */
record Ratio(String about, Cost cost, Cost than, double goal, String goalText) {
  /** A figure made of the costs of variants. */
  @FunctionalInterface
  interface Cost {
    double of(Timings timings, Floor floor);
  }

  static final List<Ratio> ALL =
      List.of(
          new Ratio(
              "plumbing / row UDF with an empty kernel",
              over("operator-empty"),
              over("udf-empty"),
              1.0 / 3,
              "<= 1/3"),
          new Ratio(
              "gaussian energy / row UDF",
              over("operator-energy"),
              over("udf-gaussian"),
              1.0 / 3,
              "<= 1/3"),
          new Ratio(
              "gaussian energy of ML vectors / UDF on MLlib MultivariateGaussian",
              over("operator-vector"),
              over("mllib-udf"),
              1,
              "< 1"),
          new Ratio(
              "mlp energy / row UDF", over("operator-mlp"), over("udf-mlp"), 1.0 / 5, "<= 1/5"),
          new Ratio(
              "energy and score / (1.3 energy + writing the score)",
              over("operator-energy-score"),
              (timings, floor) ->
                  1.3 * timings.over(floor, "operator-energy")
                      + timings.median("operator-empty-score")
                      - timings.median("operator-empty"),
              1,
              "<= 1"),
          new Ratio(
              "ORDER BY energy LIMIT 10 / scan and energy (whole jobs)",
              (timings, floor) -> timings.median("operator-lowest"),
              (timings, floor) -> timings.median("operator-id"),
              1.1,
              "<= 1.1"));

  private static Cost over(String variant) {
    return (timings, floor) -> timings.over(floor, variant);
  }

  /** NaN where a variant was not run. */
  double of(Timings timings, Floor floor) {
    return cost.of(timings, floor) / than.of(timings, floor);
  }
}
