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

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole backend through its native bindings, on GPUs that are none. ProductsOnGpu runs on a
 * real one too; the others take the fake driver's word for every byte.
 */
@Tag("cuda-text")
class CudaBackendTest {
  private static final String BY_BACKEND =
      "io.sparkenergy.backend.BackendsTest#%s(java.lang.String,"
          + " io.sparkenergy.energy.EnergyFunction)";

  @Test
  void energiesAndScoresAreTheReferences() {
    onlyCuda()
        .test(
            "io.sparkenergy.energy.ReferenceVectorsTest",
            BY_BACKEND.formatted("float32AgreesToItsDigits"),
            BY_BACKEND.formatted("resultsDoNotDependOnTheBatchSize"));
  }

  @Test
  void productsAndManyPieces() {
    onlyCuda().test(ProductsOnGpu.class.getName());
  }

  @Test
  void memoryIsSharedAndFreed() {
    FakeGpu gpu = FakeGpu.create();
    gpu.test(MemoryOnGpu.class.getName());
    assertNothingLeft(gpu);
  }

  @Test
  void outOfMemoryHalvesTheRows() {
    FakeGpu gpu =
        FakeGpu.create().with("FAKE_CUDA_MEMORY", Integer.toString(LittleMemoryOnGpu.BYTES));
    gpu.test(LittleMemoryOnGpu.class.getName());
    assertNothingLeft(gpu);
  }

  @Test
  void aFailureFreesEverythingAndTheNextBatchIsRight() {
    FakeGpu gpu = FakeGpu.create().with("FAKE_CUDA_FAIL", "cuLaunchKernel:701:1");
    gpu.test(FailureOnGpu.class.getName());
    assertNothingLeft(gpu);
  }

  @Test
  void aGpuThatIsLostIsSaidToBe() {
    FakeGpu.create().with("FAKE_CUDA_FAIL", "kernel:700:1").test(LostOnGpu.class.getName());
  }

  @Test
  void tasksSpreadOverGpus() {
    FakeGpu gpu =
        FakeGpu.create().with("FAKE_CUDA_DEVICES", "3").with("FAKE_CUDA_CAPABILITY", "90,61,75");
    gpu.test(SeveralGpus.class.getName());
    assertNothingLeft(gpu);
  }

  static FakeGpu onlyCuda() {
    return FakeGpu.create().option("-Dspark.energy.tested=cuda");
  }

  static void assertNothingLeft(FakeGpu gpu) {
    Map<String, Map<String, Long>> reports = gpu.reports();
    assertThat(reports).isNotEmpty();
    reports
        .values()
        .forEach(
            report ->
                assertThat(report)
                    .containsEntry("device memory left", 0L)
                    .containsEntry("pinned memory left", 0L)
                    .containsEntry("streams left", 0L)
                    .containsEntry("events left", 0L)
                    .containsEntry("modules left", 0L)
                    .containsEntry("contexts left", 0L)
                    .containsEntry("cublas left", 0L));
  }
}
