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
package io.sparkenergy.documentation;

import io.sparkenergy.backend.cuda.FakeGpu;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;

/**
 * Spark's own {@code spark-submit}, less the shell script around it: Spark's launcher makes the
 * command of the driver's JVM from the options, and that runs.
 */
final class SparkSubmitProcess {
  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();

  /** With a folder for what a distribution would have. */
  SparkSubmitProcess(Path folder) {
    this.folder = folder;
    // Executors of a local cluster start from here; classes come by the settings below.
    environment.put("SPARK_HOME", folder.resolve("home").toString());
    environment.put("SPARK_SCALA_VERSION", scalaVersion());
    environment.put("SPARK_DIST_CLASSPATH", FakeGpu.classpath());
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  SparkSubmitProcess with(Map<String, String> more) {
    environment.putAll(more);
    return this;
  }

  /** Submits a main class to a cluster of this machine; all that it prints. */
  String run(List<String> options, String master, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("home").resolve("jars"));
    Path jar = folder.resolve("application.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream empty = new JarOutputStream(file)) {
      empty.flush();
    }
    List<String> submit = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
    submit.addAll(options);
    submit.addAll(List.of("--master", master, "--class", main.getName()));
    submit.addAll(List.of("--conf", "spark.executor.extraClassPath=" + FakeGpu.classpath()));
    submit.addAll(List.of("--conf", "spark.ui.enabled=false"));
    submit.addAll(List.of("--conf", "spark.local.dir=" + folder.resolve("local")));
    submit.addAll(List.of("--conf", "spark.sql.warehouse.dir=" + folder.resolve("warehouse")));
    submit.add(jar.toString());
    submit.addAll(List.of(arguments));
    return output(process(driverCommand(submit)).redirectErrorStream(true).start());
  }

  private List<String> driverCommand(List<String> submit) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> launcher = new ArrayList<>();
    launcher.addAll(List.of(java, "-cp", FakeGpu.classpath(), "org.apache.spark.launcher.Main"));
    launcher.addAll(submit);
    String printed =
        output(process(launcher).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    // What bin/spark-class reads: the words of the command end with NUL, after a line with one.
    String words = printed.substring(printed.indexOf('\0') + 1).strip();
    return List.of(words.split("\0"));
  }

  private ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  private static String output(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("exit code " + process.exitValue() + ": " + output);
    }
    return output;
  }

  private static String scalaVersion() {
    return scala.util.Properties.versionNumberString().replaceFirst("(\\d+\\.\\d+).*", "$1");
  }
}
