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

import io.sparkenergy.backend.cuda.FakeGpu;
import io.sparkenergy.catalyst.GpuJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What README.md, configuration.md and gpu.md give to spark-submit, as options or as a file of
 * settings, is given to it here, and an application sees what they say. GPUs are those of {@link
 * FakeGpu}.
 */
class SubmitPagesTest {
  private static final String SCRIPT = "/opt/spark-energy/getGpusResources.sh";
  private static final String CLUSTER = "local-cluster[1,4,1024]";

  @TempDir private Path folder;

  @Test
  @Timeout(300)
  void theModuleOfSimdRegistersIsThereInDriverAndExecutors()
      throws IOException, InterruptedException {
    List<String> options = options(blocks("README.md", "bash").get(1));
    String printed =
        new SparkSubmitProcess(folder).run(options, CLUSTER, SubmittedMain.class, "registered");
    assertThat(printed.lines()).contains("driver true", "executor true", "energy 1.0");
  }

  @Test
  @Timeout(300)
  void executorsGetTheGpusThatTheReadmeAsksFor() throws IOException, InterruptedException {
    requireGpuJob(new ArrayList<>(options(blocks("README.md", "bash").get(0))));
  }

  @Test
  @Timeout(300)
  void executorsGetTheGpusThatTheGpuPageAsksFor() throws IOException, InterruptedException {
    Path file = folder.resolve("gpu.conf");
    Files.writeString(file, blocks("spark-energy/docs/gpu.md", "conf").get(0));
    requireGpuJob(new ArrayList<>(List.of("--properties-file", file.toString())));
  }

  private void requireGpuJob(List<String> options) throws IOException, InterruptedException {
    FakeGpu gpu = FakeGpu.create();
    String script = Path.of("bin", "getGpusResources.sh").toAbsolutePath().toString();
    options.replaceAll(option -> option.replace(SCRIPT, script));
    // What the workers of a cluster are told; that of this machine reads the application's.
    options.addAll(List.of("--conf", "spark.worker.resource.gpu.amount=1"));
    options.addAll(List.of("--conf", "spark.worker.resource.gpu.discoveryScript=" + script));
    String printed =
        new SparkSubmitProcess(folder)
            .with(gpu.environment())
            .with(Map.of("PATH", folderOfNvidiaSmi() + ":" + System.getenv("PATH")))
            .run(options, CLUSTER, GpuJob.class);
    assertThat(printed).contains("backend cuda, device cuda, double");
    assertThat(printed.lines().filter(line -> line.startsWith("task process=")))
        .hasSize(8)
        .allSatisfy(line -> assertThat(line).contains(" gpu=0 "));
  }

  /** A machine with one GPU, as the discovery script asks for it. */
  private Path folderOfNvidiaSmi() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path smi = Files.writeString(bin.resolve("nvidia-smi"), "#!/bin/sh\necho 0\n");
    Files.setPosixFilePermissions(smi, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bin;
  }

  @Test
  @Timeout(300)
  void aFileOfSettingsReachesQueries() throws IOException, InterruptedException {
    Path file = folder.resolve("spark-defaults.conf");
    Files.writeString(file, blocks("spark-energy/docs/configuration.md", "conf").get(0));
    String printed =
        new SparkSubmitProcess(folder)
            .run(
                List.of("--properties-file", file.toString()),
                "local[1]",
                SubmittedMain.class,
                "bowl");
    assertThat(printed)
        .contains(
            "setting spark.sql.extensions=io.sparkenergy.SparkEnergyExtensions\n",
            "EvaluateEnergy [bowl(",
            ", float], from");
    assertThat(printed.lines()).contains("energy 1.0");
  }

  private static List<String> blocks(String page, String language) throws IOException {
    return MarkdownPage.read(page).blocks(language, SubmitPagesTest.class);
  }

  /**
   * Those of a command "spark-submit OPTION... ...", whose last word stands for the application.
   */
  private static List<String> options(String command) {
    List<String> words = List.of(command.replace("\\\n", " ").strip().split("\\s+", -1));
    assertThat(words).startsWith("spark-submit").endsWith("...");
    return words.subList(1, words.size() - 1);
  }
}
