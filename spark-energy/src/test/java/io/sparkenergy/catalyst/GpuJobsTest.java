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
package io.sparkenergy.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.backend.cuda.FakeGpu;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Spark jobs on GPUs that are none. */
class GpuJobsTest {
  static final Pattern TASK = Pattern.compile("task process=(\\d+) gpu=(\\S+) sum=(\\S+)");

  /** Σ id² + 1 - 2 id: energies of k = 2 and the first entry of the scores. */
  static final double SUM =
      GpuJob.ROWS
          + (GpuJob.ROWS - 1) * GpuJob.ROWS * (2.0 * GpuJob.ROWS - 1) / 6
          - (GpuJob.ROWS - 1.0) * GpuJob.ROWS;

  private static String local(FakeGpu gpu, String... settings) {
    String[] all =
        Stream.concat(Stream.of("spark.master", "local[2]"), Stream.of(settings))
            .toArray(String[]::new);
    return FakeGpu.output(gpu.start(GpuJob.class, all));
  }

  static List<MatchResult> tasks(String output) {
    List<MatchResult> tasks = TASK.matcher(output).results().toList();
    assertThat(tasks).as(output).hasSize(GpuJob.TASKS);
    assertThat(tasks.stream().mapToDouble(task -> Double.parseDouble(task.group(3))).sum())
        .isEqualTo(SUM);
    return tasks;
  }

  @Test
  void localTasksShareTheGpusOfTheMachine() {
    FakeGpu gpu = FakeGpu.create().with("FAKE_CUDA_DEVICES", "2");
    String output = local(gpu, "spark.plugins", "io.sparkenergy.SparkEnergyPlugin");
    tasks(output);
    assertThat(output)
        .contains("backend cuda, device auto: where there is no GPU, the CPU, double")
        .contains("one by one 9.0");
    Map<String, Long> report = gpu.reports().values().iterator().next();
    assertThat(report.getOrDefault("launches 0", 0L) + report.getOrDefault("launches 1", 0L))
        .isEqualTo(GpuJob.TASKS);
    assertThat(report)
        .containsEntry("device memory left", 0L)
        .containsEntry("pinned memory left", 0L)
        .containsEntry("modules left", 0L)
        .containsEntry("contexts left", 0L);
  }

  @Test
  void deviceCpuLeavesTheGpuAlone() {
    FakeGpu gpu = FakeGpu.create();
    String output = local(gpu, "spark.energy.device", "cpu");
    tasks(output);
    assertThat(output).contains("backend cpu, double");
    assertThat(gpu.reports()).isEmpty();
  }

  @Test
  void aDeviceThatIsDemandedAndNotThereEndsTheJobWithTheReason() {
    FakeGpu none = FakeGpu.create().with("FAKE_CUDA_DEVICES", "0");
    assertThat(
            local(
                none,
                "spark.plugins",
                "io.sparkenergy.SparkEnergyPlugin",
                "spark.energy.device",
                "cuda"))
        .contains("refused: [ENERGY_GPU_NOT_FOUND] no GPU on this machine")
        .doesNotContain("task process");
    assertThat(local(none, "spark.energy.device", "cuda"))
        .contains("[ENERGY_GPU_NOT_FOUND] no GPU on this machine")
        .doesNotContain("task process");
  }

  @Test
  void gpusForLocalTasksAreRefusedBeforeSparkWaitsForThem() {
    assertThat(
            local(
                FakeGpu.create(),
                "spark.executor.resource.gpu.amount",
                "1",
                "spark.task.resource.gpu.amount",
                "0.5"))
        .contains("refused: [ENERGY_GPU_TASKS] configuration spark.task.resource.gpu.amount")
        .contains("found 0.5 with spark.master local[2]")
        .contains("leave it away")
        .doesNotContain("task process");
  }
}
