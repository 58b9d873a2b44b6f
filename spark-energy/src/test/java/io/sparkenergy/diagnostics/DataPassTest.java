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

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.energy.FunnelEnergy;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DataPassTest {
  private static final String MINE = "mine";
  private static final String LAST = "whoever hears of this one has heard of all before it";

  private final SparkSession spark = SparkSession.builder().getOrCreate();
  private final SparkContext context = spark.sparkContext();

  private static final class Descriptions extends SparkListener {
    private final Set<String> heard = Collections.synchronizedSet(new HashSet<>());
    private final CountDownLatch last = new CountDownLatch(1);

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      String description = String.valueOf(start.properties().get("spark.job.description"));
      heard.add(description);
      if (description.equals(LAST)) {
        last.countDown();
      }
    }
  }

  @AfterEach
  void describeNothing() {
    context.setJobDescription(null);
  }

  @Test
  void sparkShowsWhatItsJobsAreOf() throws InterruptedException {
    Dataset<Row> points =
        spark.range(0, 20, 1, 2).selectExpr("array(id / 10, (id % 7) / 7) as features");
    Descriptions descriptions = new Descriptions();
    context.addSparkListener(descriptions);
    context.setJobDescription(MINE);
    try {
      EnergyDebug.run(points, FunnelEnergy.standard(), EnergyDebugOptions.defaults());
      assertThat(context.getLocalProperty("spark.job.description")).isEqualTo(MINE);
      context.setJobDescription(LAST);
      spark.range(1).count();
      assertThat(descriptions.last.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      context.removeSparkListener(descriptions);
    }
    assertThat(descriptions.heard).containsExactlyInAnyOrder("debug funnel", LAST);
  }
}
