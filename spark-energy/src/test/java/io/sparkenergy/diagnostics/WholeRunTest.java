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

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sin;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.diagnostics.fit.EnergyComparison;
import io.sparkenergy.diagnostics.fit.EnergyComparisonReport;
import io.sparkenergy.diagnostics.fit.FitOptions;
import io.sparkenergy.diagnostics.fit.FitReport;
import io.sparkenergy.diagnostics.fit.GoodnessOfFit;
import io.sparkenergy.diagnostics.fit.MeanEstimate;
import io.sparkenergy.diagnostics.fit.RowCounts;
import io.sparkenergy.diagnostics.fit.SampleComparison;
import io.sparkenergy.diagnostics.fit.SampleComparisonReport;
import io.sparkenergy.diagnostics.report.EnergyDebugReport;
import io.sparkenergy.diagnostics.report.EnergyTestReport;
import io.sparkenergy.diagnostics.statistics.Distribution;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.TaskContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

/** Runs as they go on clusters: tasks are killed and repeated, and tables are long. */
class WholeRunTest {
  private static final SparkSession SPARK = SparkSession.builder().getOrCreate();
  private static final EnergyFunction HARMONIC = HarmonicEnergy.of(2);
  private static final EnergyDebugOptions BY_ID =
      EnergyDebugOptions.defaults().features("x").id("id");
  private static final AtomicInteger KILLED = new AtomicInteger();

  /** Has the first attempt of its task killed when it is far into its rows. */
  private static Long dieOnce(Long id) throws InterruptedException {
    TaskContext task = TaskContext.get();
    if (id % 500 == 499 && task.attemptNumber() == 0) {
      KILLED.incrementAndGet();
      // From a thread of the driver's, which is this JVM: tasks have no context of Spark's.
      new Thread(
              () -> SPARK.sparkContext().killTaskAttempt(task.taskAttemptId(), true, "by the test"))
          .start();
      Thread.sleep(60_000);
    }
    return id;
  }

  private static Dataset<Row> dying(Dataset<Row> ids) {
    UDF1<Long, Long> die = WholeRunTest::dieOnce;
    return ids.withColumn("id", udf(die, DataTypes.LongType).asNondeterministic().apply(col("id")))
        .select(col("id"), array(sin(col("id"))).as("x"));
  }

  @Test
  void tasksThatAreKilledAndRepeatedCountOnce() {
    Dataset<Row> ids = SPARK.range(0, 2000, 1, 4).toDF();
    KILLED.set(0);
    EnergyDebugReport debugged = EnergyDebug.run(dying(ids), HARMONIC, BY_ID);
    assertThat(KILLED.get()).isEqualTo(4);
    assertThat(debugged.rows()).isEqualTo(2000);
    Dataset<Row> calm = ids.select(col("id"), array(sin(col("id"))).as("x"));
    EnergyDebugReport expected = EnergyDebug.run(calm, HARMONIC, BY_ID);
    assertThat(debugged.warnings()).isEqualTo(expected.warnings());
    assertSame(debugged.energies(), expected.energies());
    assertSame(debugged.scoreNorms(), expected.scoreNorms());

    EnergyTestOptions options = EnergyTestOptions.defaults().features("x").id("id").sample(8, 1);
    EnergyTestReport tested = EnergyTest.run(dying(ids), HARMONIC, options);
    assertThat(KILLED.get()).isEqualTo(8);
    EnergyTestReport calmly = EnergyTest.run(calm, HARMONIC, options);
    assertThat(tested.rows()).isEqualTo(2000);
    assertThat(tested.checks()).isEqualTo(calmly.checks());
    assertSame(tested.scores(), calmly.scores());
  }

  @Test
  void fitsAndComparisonsOfTasksThatAreKilledAreThoseOfCalmOnes() {
    FitOptions options = FitOptions.defaults().features("x").bootstraps(50);
    Dataset<Row> ids = SPARK.range(0, 2000, 1, 4).toDF();
    Dataset<Row> calm = ids.select(col("id"), array(sin(col("id"))).as("x"));

    KILLED.set(0);
    FitReport fit = GoodnessOfFit.run(dying(ids), HARMONIC, options);
    // Once in each of the passes: over rows, and over rows that are shuffled.
    assertThat(KILLED.get()).isGreaterThanOrEqualTo(8);
    FitReport calmFit = GoodnessOfFit.run(calm, HARMONIC, options);
    assertThat(fit.rows()).isEqualTo(new RowCounts(2000, 0, 0));
    assertSame(fit.energy(), calmFit.energy());
    assertSame(
        fit.scoreMatching().orElseThrow().objective(),
        calmFit.scoreMatching().orElseThrow().objective());
    assertThat(fit.stein()).isEqualTo(calmFit.stein());

    KILLED.set(0);
    EnergyFunction other = HarmonicEnergy.of(3);
    EnergyComparisonReport compared = EnergyComparison.run(dying(ids), HARMONIC, other, options);
    assertThat(KILLED.get()).isEqualTo(4);
    EnergyComparisonReport calmly = EnergyComparison.run(calm, HARMONIC, other, options);
    assertThat(compared.rows()).isEqualTo(calmly.rows());
    assertSame(compared.scoreMatchingDifference(), calmly.scoreMatchingDifference());

    KILLED.set(0);
    SampleComparisonReport samples =
        SampleComparison.run(calm.where("id < 700"), dying(ids), HARMONIC, options);
    assertThat(KILLED.get()).isGreaterThanOrEqualTo(4);
    assertThat(samples)
        .isEqualTo(SampleComparison.run(calm.where("id < 700"), calm, HARMONIC, options));
  }

  private static void assertSame(MeanEstimate found, MeanEstimate expected) {
    assertThat(found.mean()).isCloseTo(expected.mean(), within(1e-12));
    assertThat(found.standardError()).isCloseTo(expected.standardError(), within(1e-12));
  }

  private static void assertSame(Distribution found, Distribution expected) {
    assertThat(found.count()).isEqualTo(expected.count());
    assertThat(found.quantiles()).isEqualTo(expected.quantiles());
    assertThat(found.histogram()).isEqualTo(expected.histogram());
    assertThat(found.mean()).isCloseTo(expected.mean(), within(1e-12 * expected.std()));
    assertThat(found.std()).isCloseTo(expected.std(), within(1e-12 * expected.std()));
  }

  /** The bytes that tasks send to the driver while a job runs. */
  private static long resultBytes(Runnable run) throws InterruptedException {
    AtomicLong bytes = new AtomicLong();
    CountDownLatch ended = new CountDownLatch(1);
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            bytes.addAndGet(end.taskMetrics().resultSize());
          }

          @Override
          public void onJobEnd(SparkListenerJobEnd end) {
            ended.countDown();
          }
        };
    SPARK.sparkContext().addSparkListener(listener);
    try {
      run.run();
      ended.await();
    } finally {
      SPARK.sparkContext().removeSparkListener(listener);
    }
    return bytes.get();
  }

  private static EnergyDebugReport debug(long rows) {
    Dataset<Row> points =
        SPARK.range(0, rows, 1, 4).selectExpr("id", "array(id * 1e-4, 2D + id % 9) as x");
    return EnergyDebug.run(
        points, HARMONIC, EnergyDebugOptions.defaults().features("x").energyRange(1e9));
  }

  @Test
  void tenMillionRowsSendTheDriverNoMoreThanAHundredThousand() throws InterruptedException {
    long few = resultBytes(() -> debug(100_000));
    EnergyDebugReport[] report = new EnergyDebugReport[1];
    long many = resultBytes(() -> report[0] = debug(10_000_000));
    assertThat(report[0].rows()).isEqualTo(10_000_000);
    assertThat(many).isLessThan(few * 11 / 10).isLessThan(1 << 20);
    // Σ (1e-4 id)² / n + Σ (2 + r)² over the residues r.
    double n = 1e7;
    double expected = 1e-8 * (n - 1) * (2 * n - 1) / 6;
    for (long id = 0; id < 10_000_000; id++) {
      expected += (2 + id % 9) * (2 + id % 9) / n;
    }
    assertThat(report[0].energies().mean()).isCloseTo(expected, within(1e-9 * expected));
  }
}
