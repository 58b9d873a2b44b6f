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
package io.sparkenergy.backend.cuda.device;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;

/** What calls into CUDA return, made an exception where it is not success. */
final class CudaCall {
  private static final int CUBLAS_ALLOC_FAILED = cublas.CUBLAS_STATUS_ALLOC_FAILED;

  /**
   * What leaves a process unable to use the GPU again, as CUDA's documentation says of each
   * ("cudaError_enum").
   */
  private static final Set<Integer> FATAL =
      Set.of(
          cudart.CUDA_ERROR_ECC_UNCORRECTABLE,
          cudart.CUDA_ERROR_NVLINK_UNCORRECTABLE,
          cudart.CUDA_ERROR_ILLEGAL_ADDRESS,
          cudart.CUDA_ERROR_LAUNCH_TIMEOUT,
          cudart.CUDA_ERROR_ASSERT,
          cudart.CUDA_ERROR_HARDWARE_STACK_ERROR,
          cudart.CUDA_ERROR_ILLEGAL_INSTRUCTION,
          cudart.CUDA_ERROR_MISALIGNED_ADDRESS,
          cudart.CUDA_ERROR_INVALID_ADDRESS_SPACE,
          cudart.CUDA_ERROR_INVALID_PC,
          cudart.CUDA_ERROR_LAUNCH_FAILED);

  private static final AtomicBoolean LOST = new AtomicBoolean();

  private CudaCall() {}

  /** Whether a call has failed in a way after which this process has no use of its GPU. */
  static boolean hasLostGpu() {
    return LOST.get();
  }

  /**
   * Checks what the driver returned.
   *
   * @throws OutOfDeviceMemory if memory was short
   * @throws EnergyException naming the GPU and the operation, if anything else is wrong
   */
  static void check(int status, Object gpu, String operation) {
    if (status == cudart.CUDA_ERROR_OUT_OF_MEMORY) {
      throw new OutOfDeviceMemory(operation);
    }
    if (FATAL.contains(status)) {
      LOST.set(true);
      throw failure(
          gpu, operation, describe(status) + "; this process cannot use the GPU any more");
    }
    if (status != cudart.CUDA_SUCCESS) {
      throw failure(gpu, operation, describe(status));
    }
  }

  /** As {@link #check}, for cuBLAS. */
  static void checkProducts(int status, Object gpu, String operation) {
    if (status == CUBLAS_ALLOC_FAILED) {
      throw new OutOfDeviceMemory(operation);
    }
    if (status != cublas.CUBLAS_STATUS_SUCCESS) {
      throw failure(gpu, operation, cublas.cublasGetStatusString(status).getString());
    }
  }

  /** The driver's name and sentence for a status. */
  static String describe(int status) {
    try (BytePointer name = new BytePointer();
        BytePointer sentence = new BytePointer()) {
      cudart.cuGetErrorName(status, name);
      cudart.cuGetErrorString(status, sentence);
      return name.isNull() || sentence.isNull()
          ? "status " + status
          : name.getString() + " (" + sentence.getString() + ")";
    }
  }

  private static EnergyException failure(Object gpu, String operation, String problem) {
    return EnergyException.of(
        ErrorCondition.GPU_FAILURE, "gpu", gpu, "operation", operation, "problem", problem);
  }
}
