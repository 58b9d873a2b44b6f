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

import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.cuda.global.cudart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a machine is said by one error each, and keeps auto from choosing its GPU. */
@Tag("spark-free")
class GpuErrorsTest {
  @TempDir private Path folder;

  private void assertRefused(
      FakeGpu gpu, ErrorCondition condition, List<String> addresses, String... parts) {
    String output = run(gpu, "", addresses);
    assertThat(output).contains("[ENERGY_" + condition + "] ").contains(parts);
    assertThat(output).doesNotContain("energy ");
  }

  private void assertUnusable(FakeGpu gpu, ErrorCondition condition, String... parts) {
    String output = run(gpu, "", List.of());
    assertThat(output).contains("automatic false", "[ENERGY_" + condition + "] ").contains(parts);
  }

  private String run(FakeGpu gpu, String cacheFolder, List<String> addresses) {
    String[] arguments =
        Stream.concat(Stream.of(cacheFolder), addresses.stream()).toArray(String[]::new);
    // Links to libraries that were found once stay beside the bindings: none from elsewhere.
    gpu.option("-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("javacpp"));
    return FakeGpu.output(gpu.start(OpenMain.class, arguments));
  }

  private String kernels() {
    return folder.resolve("kernels").toString();
  }

  @Test
  void noDriver() {
    assertUnusable(
        FakeGpu.create().without("libcuda.so"),
        ErrorCondition.GPU_DRIVER,
        "libcuda.so.1: cannot open shared object file",
        "install it on this machine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"libcudart", "libnvrtc", "libcublas", "libcublasLt"})
  void noLibrary(String library) {
    assertUnusable(
        FakeGpu.create().without(library + ".so"),
        ErrorCondition.GPU_LIBRARY,
        library + ".so." + cudart.CUDA_VERSION / 1000 + " cannot be loaded",
        "LD_LIBRARY_PATH");
  }

  @Test
  void driverThatFailsOrIsTooOld() {
    int older = cudart.CUDA_VERSION / 1000 - 1;
    assertUnusable(
        FakeGpu.create().with("FAKE_CUDA_FAIL", "cuInit:999:9"),
        ErrorCondition.GPU_DRIVER,
        "CUDA_ERROR_UNKNOWN");
    assertUnusable(
        FakeGpu.create().with("FAKE_CUDA_DRIVER", older + "080"),
        ErrorCondition.GPU_DRIVER,
        "found one for CUDA " + older + ".8, expected " + cudart.CUDA_VERSION / 1000,
        "-Dcuda.version");
  }

  @Test
  void noGpu() {
    assertUnusable(
        FakeGpu.create().with("FAKE_CUDA_DEVICES", "0"),
        ErrorCondition.GPU_NOT_FOUND,
        "no GPU on this machine, expected one or more");
    assertRefused(
        FakeGpu.create().with("CUDA_VISIBLE_DEVICES", "3"),
        ErrorCondition.GPU_NOT_FOUND,
        List.of("3"),
        "no GPU at address 3, expected one of 0 or GPU-",
        "CUDA_VISIBLE_DEVICES is 3");
  }

  @Test
  void gpuThatIsTooOld() {
    assertUnusable(
        FakeGpu.create().with("FAKE_CUDA_CAPABILITY", "70"),
        ErrorCondition.GPU_CAPABILITY,
        "GPU 0 (Fake GPU): found compute capability 7.0, backend cuda expects 7.5 or more",
        "spark.energy.device=cpu");
  }

  @Test
  void textThatDoesNotCompileComesWithTheLog() {
    assertRefused(
        FakeGpu.create().with("FAKE_NVRTC_FAIL", "energy.cu(7): error: no such thing"),
        ErrorCondition.GPU_COMPILATION,
        List.of(),
        "GPU 0 (Fake GPU)",
        "for sm_90",
        "energy.cu(7): error: no such thing");
  }

  @ParameterizedTest
  @CsvSource({
    // Machine code runs on later GPUs of its major number.
    "89, '75,80,86,90', for sm_86",
    "103, '75,90,100,103,110,120,121', for sm_103",
    // PTX runs on all later GPUs, and on no earlier one.
    "120, '75,80,86,90,100', for compute_100",
    "110, '75,90,100,103,120,121', for compute_103",
    "80, '75,86,90', for compute_75",
    "75, '80,90', this NVRTC compiles for none of compute capability 7.5",
  })
  void codeIsForTheNextBestTargetThatTheCompilerKnows(
      String capability, String known, String expected) {
    assertRefused(
        FakeGpu.create()
            .with("FAKE_NVRTC_FAIL", "no")
            .with("FAKE_NVRTC_KNOWN", known)
            .with("FAKE_CUDA_CAPABILITY", capability),
        ErrorCondition.GPU_COMPILATION,
        List.of(),
        expected);
  }

  @Test
  void cublasThatFails() {
    assertRefused(
        FakeGpu.create().with("FAKE_CUBLAS_FAIL", "1"),
        ErrorCondition.GPU_FAILURE,
        List.of(),
        "starting cuBLAS failed: CUBLAS_STATUS_NOT_INITIALIZED");
  }

  @Test
  void compiledKernelsAreFoundAgainAndCheckedFirst() throws IOException {
    String good = run(FakeGpu.create(), kernels(), List.of());
    assertThat(good).contains("energy ");
    FakeGpu cannotCompile = FakeGpu.create().with("FAKE_NVRTC_FAIL", "not again");
    assertThat(run(cannotCompile, kernels(), List.of())).isEqualTo(good);

    List<Path> kept;
    try (Stream<Path> files = Files.list(Path.of(kernels()))) {
      kept = files.toList();
    }
    assertThat(kept).hasSize(1);
    byte[] half = Files.readAllBytes(kept.get(0));
    Files.write(
        kept.get(0), Arrays.copyOf(half, half.length / 2), StandardOpenOption.TRUNCATE_EXISTING);
    assertThat(run(cannotCompile, kernels(), List.of())).contains("not again");
    assertThat(run(FakeGpu.create(), kernels(), List.of())).contains("energy ");
    assertThat(run(cannotCompile, kernels(), List.of())).isEqualTo(good);
  }
}
