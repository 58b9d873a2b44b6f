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

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerCheckTest {
  private static Variant first(double wrongBy) {
    return new Variant(
        "first",
        "the first feature",
        Source.ARRAY,
        Map.of(),
        tables -> tables.array().selectExpr("x[0]"),
        rows -> rows.stream().map(x -> new double[] {x[0] * (1 + wrongBy)}).toList());
  }

  @Test
  void answersMayDifferByRoundingAndNoMore(@TempDir Path directory) {
    SparkSession spark = SparkSession.builder().getOrCreate();
    AnswerCheck check = new AnswerCheck(spark, new TableFiles(spark, directory, 2).toCheck(), 2);

    assertThatCode(() -> check.check(first(1e-12))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check.check(first(1e-8))).hasMessageContaining("first gave");
    Variant empty =
        new Variant(
            "none",
            "no rows",
            Source.ARRAY,
            Map.of(),
            tables -> tables.array().limit(0),
            List::copyOf);
    assertThatThrownBy(() -> check.check(empty)).hasMessageContaining("gave 0 rows, not 5000");
  }
}
