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

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** A session that was begun without spark.sql.extensions, as this module's tests are. */
class SessionWithoutExtensionTest {
  @Test
  void isReadiedByTheFirstUse() {
    SparkSession spark = SparkSession.builder().getOrCreate();
    assertThat(spark.conf().get("spark.sql.extensions", "")).isEmpty();
    SparkEnergy.register(spark, "bowl", HarmonicEnergy.of(2));
    String query = "SELECT id, energy('bowl', array(double(id), 1D)) AS e FROM range(100)";
    assertThat(spark.sql(query + " WHERE id = 7").first().getDouble(1)).isEqualTo(50);
    assertThat(spark.sql("EXPLAIN " + query).first().getString(0))
        .contains("EvaluateEnergy [bowl(");
  }
}
