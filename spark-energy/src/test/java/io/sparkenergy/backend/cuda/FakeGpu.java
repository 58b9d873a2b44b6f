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
package io.sparkenergy.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.cuda.global.cudart;

/**
 * GPUs that are none: a driver, cuBLAS and NVRTC made with g++ from {@code fake-cuda}, which run
 * the kernels' own text on the CPU, for JVMs of their own: native libraries load once in a JVM.
 */
public final class FakeGpu {
  private static final Path SOURCES = Path.of("src", "test", "resources", "fake-cuda");
  private static final Path SHIM = Path.of("src", "test", "resources", "cuda");
  private static final Path BUILT = Path.of("target", "fake-cuda");
  private static final String MAJOR = String.valueOf(cudart.CUDA_VERSION / 1000);

  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> options = new ArrayList<>();
  private final Path reports;

  private FakeGpu(Path libraries) {
    try {
      this.reports = Files.createTempDirectory(Files.createDirectories(BUILT), "reports");
      Files.createDirectories(BUILT.resolve("kernels"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.put("LD_LIBRARY_PATH", libraries.toAbsolutePath().toString());
    environment.put("FAKE_CUDA_REPORT", reports.toAbsolutePath().toString());
    environment.put("FAKE_NVRTC_SHIM", SHIM.toAbsolutePath().toString());
    environment.put("FAKE_NVRTC_LAUNCH", SOURCES.toAbsolutePath().toString());
    environment.put("FAKE_NVRTC_CACHE", BUILT.resolve("kernels").toAbsolutePath().toString());
  }

  /** One GPU, as nothing else is asked for. */
  public static FakeGpu create() {
    return new FakeGpu(libraries());
  }

  /** Sets what the fake libraries read, or takes it away. */
  public FakeGpu with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Takes libraries away, the fake ones and those of this machine, by how their names begin. */
  public FakeGpu without(String... names) {
    return with("FAKE_CUDA_HIDDEN", String.join(",", names))
        .with("LD_AUDIT", Path.of(environment.get("LD_LIBRARY_PATH"), "libhide.so").toString());
  }

  /** An option of the JVM. */
  public FakeGpu option(String option) {
    options.add(option);
    return this;
  }

  /** What a process needs to see the GPUs. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Runs tests in a JVM with these GPUs; fails as they do, or if there are none. */
  public void test(String... classes) {
    Process process = start(JUnitMain.class, classes);
    String output = output(process);
    assertThat(process.exitValue()).as(output).isZero();
  }

  /** Starts a main class in a JVM with these GPUs. */
  public Process start(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("bin", "jvm.options"));
    command.add("-Xmx1g");
    // Else a CUDA of this machine's own would come before the one that is none.
    command.add("-Dorg.bytedeco.javacpp.platform.linkpath=" + environment.get("LD_LIBRARY_PATH"));
    command.addAll(options);
    command.add("-cp");
    command.add(classpath());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The classpath of this JVM, which Surefire hands over in a jar, for processes anywhere. */
  public static String classpath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(path.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** All that a process prints until it ends. */
  public static String output(Process process) {
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What each process that used the driver left in its report, by process. */
  public Map<String, Map<String, Long>> reports() {
    Map<String, Map<String, Long>> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(reports)) {
      for (Path file : files.toList()) {
        Map<String, Long> report = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
          int equals = line.lastIndexOf('=');
          report.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
        }
        all.put(file.getFileName().toString(), report);
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized Path libraries() {
    Path libraries = BUILT.resolve("lib-" + MAJOR + "-" + digest());
    if (!Files.exists(libraries)) {
      try {
        Path part = Files.createTempDirectory(Files.createDirectories(BUILT), "lib");
        build(part);
        Files.move(part, libraries, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return libraries;
  }

  private static int digest() {
    int digest = 0;
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.sorted().toList()) {
        digest = 31 * digest + Files.readString(file).hashCode();
      }
      return digest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void build(Path folder) throws IOException {
    String script = SOURCES.resolve("build").toString();
    Process process =
        new ProcessBuilder("bash", script, folder.toString(), MAJOR)
            .redirectErrorStream(true)
            .start();
    String output = output(process);
    assertThat(process.exitValue())
        .as("g++ is needed to test backend cuda without a GPU (Debian: g++); it says: " + output)
        .isZero();
  }
}
