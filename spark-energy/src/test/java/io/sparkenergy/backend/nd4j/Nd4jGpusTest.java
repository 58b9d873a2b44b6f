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
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.backend.cuda.FakeGpu;
import io.sparkenergy.backend.cuda.device.Gpu;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Nd4jGpusTest {
  @TempDir private Path folder;

  private static Gpu gpu(int capability) {
    return new Gpu(0, 0, "", "NVIDIA Test", capability, 1L << 30);
  }

  @ParameterizedTest
  @ValueSource(ints = {37, 60, 75, 86, 89})
  void runsOnWhatItHasCodeFor(int capability) {
    assertThatCode(() -> Nd4jGpus.requireRunnable(List.of(gpu(capability))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {35, 90, 100, 120})
  void isNotLetOntoOthers(int capability) {
    assertThatThrownBy(() -> Nd4jGpus.requireRunnable(List.of(gpu(80), gpu(capability))))
        .isInstanceOfSatisfying(
            EnergyException.class,
            e -> assertThat(e.condition()).isEqualTo(ErrorCondition.GPU_CAPABILITY))
        .hasMessageContaining("GPU 0 (NVIDIA Test): found compute capability")
        .hasMessageContaining("expects 3.7 to 8.9; set spark.energy.backend=cuda");
  }

  /** In a JVM that seems to have ND4J's build for CUDA, and a GPU of capability 9.0. */
  @Test
  void isRefusedBeforeNd4jIsTouched() throws IOException {
    Path source = folder.resolve("JCublasBackend.java");
    Files.writeString(source, "package org.nd4j.linalg.jcublas; public class JCublasBackend {}");
    ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
    FakeGpu gpu = FakeGpu.create().option("-Xbootclasspath/a:" + folder);
    assertThat(FakeGpu.output(gpu.start(OpenNd4j.class)))
        .contains("true\n")
        .contains("\n[ENERGY_GPU_CAPABILITY] GPU 0 (Fake GPU): found compute capability 9.0")
        .contains("ND4J loaded: false");
  }
}
