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
package io.sparkenergy.bundle;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Spark's Standalone master and workers, processes of this machine on loopback addresses, from the
 * jars that Maven resolved. A folder with links to them stands for a Spark distribution.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern MARK = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+");
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What a distribution's script of the name does: Spark's launcher says what to run. */
  private static final String SPARK_CLASS =
      """
      #!/usr/bin/env bash
      set -euo pipefail
      mapfile -d '' -t command < <(
        "$JAVA_HOME/bin/java" -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@")
      # Before the first word: an empty one, and the end of its line.
      exec "${command[1]#$'\\n'}" "${command[@]:2}"
      """;

  private static final String SPARK_SUBMIT =
      """
      #!/usr/bin/env bash
      exec "$SPARK_HOME/bin/spark-class" org.apache.spark.deploy.SparkSubmit "$@"
      """;

  private final Path home;
  private final List<Process> workers = new ArrayList<>();
  private final Process master;
  private int started;
  private final String url;

  /**
   * A master and so many workers of one core each.
   *
   * @param directory where the cluster keeps its files
   */
  StandaloneCluster(Path directory, int workerCount) throws IOException, InterruptedException {
    home = Files.createDirectories(directory.resolve("spark"));
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (Path jar : BundleTest.sparksJars()) {
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
    }
    Path bin = Files.createDirectories(home.resolve("bin"));
    script(bin.resolve("spark-class"), SPARK_CLASS);
    script(bin.resolve("spark-submit"), SPARK_SUBMIT);
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(
        defaults(),
        """
        spark.driver.host 127.0.0.1
        spark.executor.memory 512m
        spark.jars.ivy %s
        spark.ui.enabled false
        """
            .formatted(home.resolve("ivy")));
    master =
        daemon(
            "127.0.0.1",
            "master",
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            "0");
    url = awaitLog("master", MASTER).group(1);
    for (int k = 0; k < workerCount; k++) {
      startWorker();
    }
  }

  void startWorker() throws IOException, InterruptedException {
    // Each on an address of its own: a copy of a slow task goes to another host, or nowhere.
    String host = "127.0.0." + ++started;
    String name = "worker-" + started;
    workers.add(
        daemon(
            host,
            name,
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            host,
            "--cores",
            "1",
            "--memory",
            "1g",
            "--work-dir",
            home.resolve(name).toString(),
            url));
    awaitLog(name, Pattern.compile("Successfully registered with master"));
  }

  private Process daemon(String host, String name, String mainClass, String... arguments)
      throws IOException {
    List<String> command = java("256m", "daemons");
    command.add(mainClass);
    command.addAll(List.of(arguments));
    command.add("--webui-port");
    command.add("0");
    return start(host, name, command);
  }

  private List<String> java(String heap, String name) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-Djava.io.tmpdir=" + temporary(name));
    command.add("@" + System.getProperty("jvm.options"));
    command.add("-cp");
    command.add(home.resolve("jars") + File.separator + "*");
    return command;
  }

  private Process start(String host, String name, List<String> command) throws IOException {
    return builder(host, name, command).start();
  }

  private ProcessBuilder builder(String host, String name, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", System.getProperty("scala.binary.version"));
    builder.environment().put("SPARK_LOCAL_IP", host);
    builder.redirectErrorStream(true);
    builder.redirectOutput(log(name).toFile());
    return builder;
  }

  /** Where an application's driver, and its executors if they are told, have temporary files. */
  Path temporary(String name) throws IOException {
    return Files.createDirectories(home.resolve("tmp").resolve(name));
  }

  Path log(String name) {
    return home.resolve(name + ".log");
  }

  /** A running application, with its output in {@link #log}. */
  Process submit(String name, String... arguments) throws IOException {
    List<String> command = java("1g", name);
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(
        List.of(
            "--master",
            url,
            "--conf",
            "spark.sql.extensions=io.sparkenergy.SparkEnergyExtensions"));
    command.addAll(List.of(arguments));
    return start("127.0.0.1", name, command);
  }

  /** The master's address, for {@code spark-submit --master}. */
  String url() {
    return url;
  }

  /** The distribution's spark-defaults.conf, which holds what a job on this machine needs. */
  Path defaults() {
    return home.resolve("conf").resolve("spark-defaults.conf");
  }

  /**
   * Runs commands in a folder, by bash as a user would, with this cluster's {@code spark-submit} on
   * the path; {@link #await} gives their output.
   */
  Process bash(String name, Path folder, String commands) throws IOException {
    Path bin = home.resolve("bin");
    ProcessBuilder builder = builder("127.0.0.1", name, List.of("bash", "-euc", commands));
    builder.directory(folder.toFile());
    builder
        .environment()
        .merge(
            "PATH",
            bin + File.pathSeparator + Path.of(System.getProperty("java.home"), "bin"),
            (path, ours) -> ours + File.pathSeparator + path);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Waits for an application and gives its output. */
  String await(String name, Process application) throws IOException, InterruptedException {
    if (!application.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      application.destroyForcibly();
      throw new IllegalStateException(name + " did not end:\n" + output(name));
    }
    if (application.exitValue() != 0) {
      throw new IllegalStateException(
          "%s ended with %d:%n%s".formatted(name, application.exitValue(), output(name)));
    }
    return output(name);
  }

  /** Waits until so many tasks of a run have left their marks. */
  void awaitMarks(String name, Process application, Path marks, int most)
      throws IOException, InterruptedException {
    for (int k = 0; k < 6000 && application.isAlive(); k++) {
      if (Files.isDirectory(marks)) {
        try (Stream<Path> names = Files.list(marks)) {
          if (names.filter(mark -> MARK.matcher(mark.getFileName().toString()).matches()).count()
              >= most) {
            return;
          }
        }
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException(
        "no " + most + " tasks began under " + marks + ":\n" + output(name));
  }

  String output(String name) throws IOException {
    return Files.readString(log(name), StandardCharsets.UTF_8);
  }

  private Matcher awaitLog(String name, Pattern pattern) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Matcher matcher = pattern.matcher(output(name));
      if (matcher.find()) {
        return matcher;
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException(name + " never said " + pattern + ":\n" + output(name));
  }

  /** Kills an executor with SIGKILL, if one runs. */
  boolean killExecutor() {
    return workers.stream().anyMatch(StandaloneCluster::killExecutorOf);
  }

  /** Kills an executor that a process has started: a worker, or the driver of a local cluster. */
  static boolean killExecutorOf(Process parent) {
    return kill(executor(parent));
  }

  private static Optional<ProcessHandle> executor(Process worker) {
    return worker
        .descendants()
        .filter(
            process ->
                Stream.of(process.info().arguments().orElse(new String[0]))
                    .anyMatch(argument -> argument.endsWith(EXECUTOR)))
        .findFirst();
  }

  private static boolean kill(Optional<ProcessHandle> process) {
    return process.map(ProcessHandle::destroyForcibly).orElse(false);
  }

  /** Kills the first worker with SIGKILL; its executor ends when it misses it. */
  void killWorker() throws InterruptedException {
    Process worker = workers.remove(0);
    worker.destroyForcibly().waitFor();
  }

  /** The processes whose command line names this cluster. */
  List<String> processes() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(command -> command.contains(home.toString()))
        .toList();
  }

  @Override
  public void close() {
    List<Process> all = new ArrayList<>(workers);
    all.add(master);
    for (Process process : all) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
  }
}
