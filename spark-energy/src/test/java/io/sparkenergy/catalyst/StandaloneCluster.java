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

import io.sparkenergy.backend.cuda.FakeGpu;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;

/**
 * A Standalone master and workers on loopback, each a process of its own, with two GPUs a worker.
 */
final class StandaloneCluster implements AutoCloseable {
  /** Worker, application, executor. */
  private static final int EXECUTOR_DEPTH = 3;

  private final Path folder;
  private final String url;
  private final List<Process> processes = new ArrayList<>();

  /** A master, and a worker for each of the GPUs. */
  StandaloneCluster(Path folder, FakeGpu... workers) throws IOException {
    this.folder = folder;
    String port = Integer.toString(freePort());
    this.url = "spark://127.0.0.1:" + port;
    start(
        configured(workers[0]),
        Master.class,
        "--host",
        "127.0.0.1",
        "--port",
        port,
        "--webui-port",
        "0");
    for (FakeGpu gpus : workers) {
      start(
          configured(gpus),
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
          folder.resolve("work" + processes.size()).toString(),
          url);
    }
  }

  private FakeGpu configured(FakeGpu gpus) throws IOException {
    // Once, for workers that are alike.
    if (gpus.environment().containsKey("SPARK_HOME")) {
      return gpus;
    }
    return gpus.with("SPARK_HOME", sparkHome())
        .with("SPARK_SCALA_VERSION", scalaVersion())
        .with("SPARK_LOCAL_IP", "127.0.0.1")
        .with("SPARK_NO_DAEMONIZE", "1")
        .option("-Dspark.worker.resource.gpu.amount=2")
        .option("-Dspark.worker.resource.gpu.discoveryScript=" + discoveryScript());
  }

  /** What {@link GpuJob} prints that runs here, with two GPUs an executor and one a task. */
  String run(FakeGpu driver, Map<String, String> settings) {
    Map<String, String> all =
        new TreeMap<>(
            Map.of(
                "spark.master", url,
                "spark.driver.host", "127.0.0.1",
                "spark.executor.cores", "2",
                "spark.executor.memory", "512m",
                "spark.executor.resource.gpu.amount", "2",
                "spark.task.resource.gpu.amount", "1",
                "spark.executor.extraClassPath", FakeGpu.classpath(),
                "spark.executor.extraJavaOptions",
                    "@" + Path.of("bin", "jvm.options").toAbsolutePath()));
    all.putAll(settings);
    String[] arguments =
        all.entrySet().stream()
            .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
            .toArray(String[]::new);
    return FakeGpu.output(driver.start(GpuJob.class, arguments));
  }

  /** How many executors have been started, by the folders that workers make for each. */
  long executors() throws IOException {
    try (Stream<Path> files = Files.walk(folder, EXECUTOR_DEPTH)) {
      return files
          .filter(file -> file.getParent().getFileName().toString().startsWith("app-"))
          .count();
    }
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

  @Override
  public void close() {
    processes.forEach(Process::destroy);
  }
}
