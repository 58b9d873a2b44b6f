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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.source.CudaArgument;
import io.sparkenergy.backend.cuda.source.CudaBuffer;
import io.sparkenergy.backend.cuda.source.CudaBuffer.Role;
import io.sparkenergy.backend.cuda.source.CudaProgram;
import io.sparkenergy.backend.cuda.source.CudaStep.Launch;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That CUDA text on the CPU does what it does on a GPU, and stops where that goes wrong. */
@Tag("cuda-text")
class HostProgramsTest {
  private static final double[][] ROWS = {{3}, {4}};

  @Test
  void threadsOfAWarpExchangeNumbers() {
    assertThat(
            run(
                """
                double other = __shfl_xor_sync(0xffffffffu, x[0] + threadIdx.x, 5);
                if (threadIdx.x == 63) y[0] = other;
                """))
        .containsExactly(3 + (63 ^ 5), 4 + (63 ^ 5));
  }

  @Test
  void threadsOfABlockMeetAtBarriers() {
    assertThat(
            run(
                """
                __shared__ double s[64];
                s[threadIdx.x] = x[0] * threadIdx.x;
                __syncthreads();
                double other = s[63 - threadIdx.x];
                __syncthreads();
                if (threadIdx.x == 0) y[0] = other;
                """))
        .containsExactly(3 * 63, 4 * 63);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "if (threadIdx.x < 7) y[0] = __shfl_xor_sync(0xffffffffu, x[0], 1); | wait for others",
        "if (threadIdx.x < 32) __syncthreads(); | wait for others",
        "y[0] = __shfl_xor_sync(0xffu, x[0], 1); | a shuffle of some lanes only",
        "y[0] = __shfl_xor_sync(0xffffffffu, x[0], threadIdx.x & 1); | different shuffles",
        "(y - blockIdx.x - 1)[0] = 0; | written before an array",
        // What the operating system stops: exit codes above 128 are its signals.
        "y[2] = x[0]; | exit code 139",
        "y[0] = x[2]; | exit code 139",
        "const_cast<double*>(x)[0] = 1; | exit code 139",
        "y[0] = reinterpret_cast<const double2*>(x - blockIdx.x + 1)->x; | exit code 13",
      })
  void whatAGpuWouldNotForgiveStopsTheProcess(String body, String reason) {
    assertThatThrownBy(() -> run(body)).hasMessageContaining(reason);
  }

  @Test
  void whatNobodyWritesIsNotANumber() {
    assertThat(run("if (blockIdx.x == 1) y[0] = x[0];")).containsExactly(Double.NaN, 4);
  }

  /** Runs a kernel of a block of two warps for each row, of one number, x to y. */
  private static double[] run(String body) {
    String text =
        """
extern "C" __global__ void __launch_bounds__(64) step0(const int n, const double* a, double* b) {
  const double* x = a + blockIdx.x;
  double* y = b + blockIdx.x;
  %s
}
"""
            .formatted(body);
    CudaProgram program =
        new CudaProgram(
            text,
            Precision.DOUBLE,
            1,
            List.of(new CudaBuffer(1, Role.ROWS), new CudaBuffer(1, Role.RESULT)),
            List.of(),
            List.of(
                new Launch(
                    "step0",
                    List.of(
                        new CudaArgument.RowCount(),
                        new CudaArgument.Buffer(0),
                        new CudaArgument.Buffer(1)),
                    1,
                    64)),
            0,
            OptionalInt.empty(),
            List.of(1));
    try (HostPrograms host = new HostPrograms(List.of(program))) {
      return host.run(0, ROWS).get(0);
    }
  }
}
