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
package io.sparkenergy.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** JVMs that have too little native memory, and tasks that are killed while ND4J starts. */
class Nd4jMemoryTest {
  private static String run(int rows, String limit, String... options)
      throws IOException, InterruptedException {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("@" + Path.of("bin", "jvm.options"), "-Xmx1g"));
    java.addAll(List.of(options));
    java.addAll(List.of("-cp", System.getProperty("java.class.path")));
    java.addAll(List.of(ShortOfMemory.class.getName(), String.valueOf(rows)));
    List<String> command = new ArrayList<>(List.of("sh", "-c", limit + "exec \"$@\"", "sh"));
    command.addAll(java);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static void smallOnesRanBeforeAndAfter(String output) {
    assertThat(output.lines().filter("1 rows: 8.0"::equals)).as(output).hasSizeGreaterThan(1);
  }

  /** A batch of 512 MB for each layer. */
  @Test
  void whatJavacppForbidsIsAnErrorThatNamesItsLimitAndWhatMendsIt()
      throws IOException, InterruptedException {
    String output = run(1 << 14, "", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=600m");
    assertThat(output)
        .contains(
            "[ENERGY_NATIVE_MEMORY] backend nd4j: no native memory for batches of 16384 rows, ",
            "> maxPhysicalBytes (600M); raise JavaCPP's limit by"
                + " -Dorg.bytedeco.javacpp.maxPhysicalBytes in spark.executor.extraJavaOptions",
            "spark.executor.memoryOverhead",
            "spark.energy.batch.rows")
        .doesNotContain("caused by java.lang.OutOfMemoryError", "16384 rows: ");
    smallOnesRanBeforeAndAfter(output);
  }

  /** A batch of 8 GiB for each layer, where the process may have less than that for all. */
  @Test
  void whatTheMachineRefusesIsAnErrorThatNamesTheSettingThatMendsIt()
      throws IOException, InterruptedException {
    String output =
        run(1 << 18, "ulimit -v 8000000; ", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    assertThat(output)
        .contains(
            "[ENERGY_NATIVE_MEMORY] backend nd4j: no native memory for batches of 262144 rows, ",
            "; raise spark.executor.memoryOverhead, lower spark.energy.batch.rows")
        .doesNotContain("caused by java.lang.OutOfMemoryError", "262144 rows: ");
    smallOnesRanBeforeAndAfter(output);
  }

  @Test
  void aTaskThatIsKilledWhileNd4jStartsKeepsItFromNoOther()
      throws IOException, InterruptedException {
    String output = run(2, "");
    assertThat(output)
        .contains("interrupted: the task was killed while ND4J started", "still interrupted: true")
        .contains("2 rows: 8.0");
    smallOnesRanBeforeAndAfter(output);
  }
}
