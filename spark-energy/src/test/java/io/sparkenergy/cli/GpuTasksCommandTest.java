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
package io.sparkenergy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.backend.cuda.FakeGpu;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In local mode, tasks that ask for GPUs never start: no command waits for them. */
class GpuTasksCommandTest {
  private static final String OF_TASKS = "spark.task.resource.gpu.amount";
  private static final String OF_EXECUTORS = "spark.executor.resource.gpu.amount";
  private static final String WELL = "{\"type\":\"double_well\"}";

  @TempDir private Path directory;

  @AfterEach
  void leaveSettings() {
    System.clearProperty(OF_TASKS);
    System.clearProperty(OF_EXECUTORS);
  }

  private String[] arguments(String command) throws IOException {
    Path model = Files.createDirectories(directory.resolve("model"));
    Files.createDirectories(model.resolve("metadata"));
    Path rows = Files.writeString(directory.resolve("rows.json"), "{\"features\":[1.0, 2.0]}\n");
    return command
        .replace("$well", WELL)
        .replace("$rows", rows + " --format json")
        .replace("$model", model.toString())
        .replace("$out", directory.resolve("out.json").toString())
        .split(" ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate --energy $well --input $rows --output $out",
        "test --energy $well --input $rows",
        "debug --energy $well --input $rows",
        "goodness --energy $well --input $rows",
        "compare --energy $well --with $well --input $rows",
        "fit gaussian --input $rows --output $out",
        "fit mixture --k 2 --input $rows --output $out",
        "convert --from mllib --input $model --output $out",
      })
  void isRefusedBeforeAnyJob(String command) throws IOException {
    System.setProperty(OF_TASKS, "0.5");
    System.setProperty(OF_EXECUTORS, "1");
    StringWriter err = new StringWriter();

    int code =
        Main.run(
            arguments(command), new PrintWriter(new StringWriter()), new PrintWriter(err, true));

    assertThat(err.toString())
        .startsWith("spark-energy: [ENERGY_GPU_TASKS] configuration " + OF_TASKS + ": found 0.5")
        .contains("spark.master local[2]", "leave it away");
    assertThat(code).isEqualTo(2);
  }

  @Test
  @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
  void anApplicationOfItsOwnEndsToo() throws IOException {
    FakeGpu gpu = FakeGpu.create();
    List.of("-Dspark.master=local[2]", "-D" + OF_TASKS + "=1", "-D" + OF_EXECUTORS + "=1")
        .forEach(gpu::option);

    Process process =
        gpu.start(Main.class, arguments("evaluate --energy $well --input $rows --output $out"));

    assertThat(FakeGpu.output(process)).contains("[ENERGY_GPU_TASKS]");
    assertThat(process.exitValue()).isEqualTo(2);
  }
}
