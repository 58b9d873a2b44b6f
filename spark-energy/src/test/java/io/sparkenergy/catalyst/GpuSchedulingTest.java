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
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spark's own scheduling of GPUs: a Standalone master and two workers, processes of their own, each
 * with two GPUs by a discovery script, which are numbered against the driver's order.
 */
class GpuSchedulingTest {
  private final List<Process> processes = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void stop() {
    processes.forEach(Process::destroy);
  }

  @Test
  @Timeout(300)
  void everyTaskComputesOnTheGpuThatSparkGaveIt() throws IOException, InterruptedException {
    FakeGpu gpus = FakeGpu.create().with("FAKE_CUDA_DEVICES", "2");
    gpus.with("SPARK_HOME", sparkHome())
        .with("SPARK_SCALA_VERSION", scalaVersion())
        .with("SPARK_LOCAL_IP", "127.0.0.1")
        .with("SPARK_NO_DAEMONIZE", "1");
    gpus.option("-Dspark.worker.resource.gpu.amount=2")
        .option("-Dspark.worker.resource.gpu.discoveryScript=" + discoveryScript());
    String port = Integer.toString(freePort());
    String url = "spark://127.0.0.1:" + port;
    start(gpus, Master.class, "--host", "127.0.0.1", "--port", port, "--webui-port", "0");
    for (int i = 0; i < 2; i++) {
      String work = folder.resolve("work" + i).toString();
      start(
          gpus,
          Worker.class,
          "--host",
          "127.0.0.1",
          "--webui-port",
          "0",
          "--cores",
          "2",
          "--memory",
          "1g",
          "--work-dir",
          work,
          url);
    }

    Process driver = gpus.start(GpuJob.class, settings(url));
    String output = FakeGpu.output(driver);

    Map<String, Map<String, Long>> given = new HashMap<>();
    for (MatchResult task : GpuJobsTest.tasks(output)) {
      // By nvidia-smi's numbers, which are the driver's from behind.
      String launches = "launches " + (1 - Integer.parseInt(task.group(2)));
      given
          .computeIfAbsent(task.group(1) + ".txt", process -> new HashMap<>())
          .merge(launches, 1L, Long::sum);
    }
    assertThat(given).as("executors that had tasks").isNotEmpty();
    assertThat(output).contains("backend cuda, device cuda, double");
    Map<String, Map<String, Long>> reports = await(gpus, given);
    given.forEach(
        (process, launches) -> assertThat(reports.get(process)).containsAllEntriesOf(launches));
    given
        .keySet()
        .forEach(
            process ->
                assertThat(reports.get(process))
                    .containsEntry("device memory left", 0L)
                    .containsEntry("pinned memory left", 0L));
    long all =
        reports.values().stream()
            .mapToLong(r -> r.getOrDefault("launches 0", 0L) + r.getOrDefault("launches 1", 0L))
            .sum();
    assertThat(all).as("launches, one a task").isEqualTo(GpuJob.TASKS);
  }

  private static String[] settings(String url) {
    return new String[] {
      "spark.master", url,
      "spark.driver.host", "127.0.0.1",
      "spark.energy.device", "cuda",
      "spark.plugins", "io.sparkenergy.SparkEnergyPlugin",
      "spark.executor.cores", "2",
      "spark.executor.memory", "512m",
      "spark.executor.resource.gpu.amount", "2",
      "spark.task.resource.gpu.amount", "1",
      "spark.executor.extraClassPath", FakeGpu.classpath(),
      "spark.executor.extraJavaOptions", "@" + Path.of("bin", "jvm.options").toAbsolutePath(),
      "spark.scheduler.minRegisteredResourcesRatio", "1.0",
    };
  }

  /** An executor writes its report as it ends, which is a little after its driver. */
  private static Map<String, Map<String, Long>> await(
      FakeGpu gpus, Map<String, Map<String, Long>> given) throws InterruptedException {
    Map<String, Map<String, Long>> reports = gpus.reports();
    while (!reports.keySet().containsAll(given.keySet())) {
      Thread.sleep(100);
      reports = gpus.reports();
    }
    return reports;
  }

  private void start(FakeGpu gpus, Class<?> main, String... arguments) {
    Process process = gpus.start(main, arguments);
    processes.add(process);
    // Nobody reads what it says, and it must not wait for that.
    Thread reader = new Thread(() -> FakeGpu.output(process));
    reader.setDaemon(true);
    reader.start();
  }

  /** What executors are started from; their classes come by a setting. */
  private String sparkHome() throws IOException {
    Files.createDirectories(folder.resolve("home").resolve("jars"));
    return folder.resolve("home").toString();
  }

  private static String scalaVersion() {
    return scala.util.Properties.versionNumberString().replaceFirst("(\\d+\\.\\d+).*", "$1");
  }

  private String discoveryScript() throws IOException {
    Path script = folder.resolve("gpus.sh");
    Files.writeString(script, "#!/bin/sh\necho '{\"name\":\"gpu\",\"addresses\":[\"0\",\"1\"]}'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script.toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
