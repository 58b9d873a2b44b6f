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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sparkenergy.backend.cuda.FakeGpu;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import scala.reflect.ClassTag$;

/**
 * The failures on docs/troubleshooting.md that are not refusals of ours, where a machine of its own
 * is enough to have them: what the page quotes is what is printed.
 */
class SurroundingsTest {
  @TempDir private Path folder;

  private static void assertQuoted(String printed, String... quotes) throws IOException {
    String page = Files.readString(Path.of("docs", "troubleshooting.md"));
    for (String quote : quotes) {
      assertThat(printed).contains(quote);
      assertThat(page).contains(quote);
    }
  }

  @Test
  @Timeout(300)
  void aJvmThatDoesNotOpenWhatSparkNeeds() throws IOException {
    String printed = java(FakeGpu.classpath(), List.of(), "registered");
    if (SparkSession.builder().getOrCreate().version().startsWith("3.")) {
      assertQuoted(
          printed, "because module java.base does not export sun.nio.ch to unnamed module");
    } else {
      assertThat(printed).contains("energy 1.0");
    }
  }

  @Test
  @Timeout(300)
  void aJvmWithoutNativesAndOneWithoutSimdRegisters() throws IOException {
    String natives = Pattern.compile("-(linux|macosx|windows)-\\w+\\.jar$").pattern();
    String without =
        Arrays.stream(FakeGpu.classpath().split(File.pathSeparator))
            .filter(entry -> !Pattern.compile(natives).matcher(entry).find())
            .collect(Collectors.joining(File.pathSeparator));
    List<String> options = options();
    options.remove("--add-modules=jdk.incubator.vector");
    options.add("-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("javacpp"));
    String cpu = java(without, options, "registered");
    assertThat(cpu).contains("energy 1.0");
    assertQuoted(
        cpu,
        "Backend cpu runs without SIMD registers and several times slower: start driver and"
            + " executors with --add-modules=jdk.incubator.vector");
    options.add("-Dspark.energy.backend=nd4j");
    assertQuoted(
        java(without, options, "registered"),
        "backend nd4j cannot be used: ND4J does not start (java.lang.UnsatisfiedLinkError: Could"
            + " not find jniopenblas_nolapack in class, module, and library paths.)");
  }

  @Test
  @Timeout(300)
  void aProcessorThatDoesNotMultiplyAndAddInOne() throws IOException {
    List<String> options = options();
    options.add("-XX:-UseFMA");
    assertThat(java(FakeGpu.classpath(), options, "registered"))
        .contains("backend nd4j", "energy 1.0");
    options.add("-Dspark.energy.backend=cpu");
    String cpu = java(FakeGpu.classpath(), options, "registered");
    assertThat(cpu).contains("backend cpu", "energy 1.0");
    assertQuoted(
        cpu,
        "Backend cpu is many times slower on this processor, which has no FMA instruction: set"
            + " spark.energy.backend to auto or nd4j");
  }

  private static List<String> options() throws IOException {
    List<String> options = new ArrayList<>(Files.readAllLines(Path.of("bin", "jvm.options")));
    options.add(
        "-Dlog4j2.configurationFile=" + Path.of("bin", "log4j2.properties").toAbsolutePath());
    return options;
  }

  private String java(String classpath, List<String> options, String argument) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Dspark.master=local[1]",
            "-Dspark.ui.enabled=false",
            "-Dspark.sql.warehouse.dir=" + folder.resolve("warehouse"),
            "-cp",
            classpath,
            SubmittedMain.class.getName(),
            argument));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    return FakeGpu.output(builder.directory(folder.toFile()).start());
  }

  @Test
  void functionsThatTheSessionDoesNotHave() throws IOException {
    Throwable thrown =
        catchThrowable(
            () -> SparkSession.builder().getOrCreate().sql("SELECT no_such_energy('bowl', 1)"));
    assertQuoted(thrown.getMessage(), "[UNRESOLVED_ROUTINE] Cannot resolve ");
  }

  @Test
  void kryoWithASmallBufferAndWithRegistration() throws IOException {
    SparkConf small = new SparkConf().set("spark.kryoserializer.buffer.max", "1m");
    assertQuoted(failure(small, new byte[4 << 20]), "Kryo serialization failed: Buffer overflow");
    SparkConf strict = new SparkConf().set("spark.kryo.registrationRequired", "true");
    assertQuoted(failure(strict, new SurroundingsTest()), "Class is not registered: ");
  }

  private static <T> String failure(SparkConf conf, T value) {
    Throwable thrown =
        catchThrowable(
            () ->
                new KryoSerializer(conf)
                    .newInstance()
                    .serialize(value, ClassTag$.MODULE$.apply(value.getClass())));
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    return messages.toString();
  }
}
