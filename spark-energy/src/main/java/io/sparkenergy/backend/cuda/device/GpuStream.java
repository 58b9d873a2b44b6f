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

import io.sparkenergy.backend.Precision;
import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Work for a GPU in order: copies, kernels and matrix products. Calls return before it is done,
 * until {@link #await}. Its GPU must be entered for every call.
 */
public final class GpuStream implements AutoCloseable {
  private static final PointerPointer<Pointer> NO_OPTIONS = new PointerPointer<>();

  private final GpuContext gpu;
  private final CUstream_st stream = new CUstream_st();
  private final cublasContext products = new cublasContext();
  private boolean closed;

  GpuStream(GpuContext gpu) {
    this.gpu = gpu;
    gpu.check(cudart.cuStreamCreate(stream, cudart.CU_STREAM_NON_BLOCKING), "creating a stream");
  }

  /**
   * Readies the stream for matrix products.
   *
   * @param tf32 whether products of float32 numbers may round them to TF32's ten bits
   * @throws io.sparkenergy.error.EnergyException if cuBLAS cannot be loaded
   */
  void openProducts(boolean tf32) {
    CudaLibraries.PRODUCTS.require();
    checkProducts(cublas.cublasCreate_v2(products), "starting cuBLAS");
    checkProducts(cublas.cublasSetStream_v2(products, stream), "giving cuBLAS a stream");
    checkProducts(
        cublas.cublasSetMathMode(
            products, tf32 ? cublas.CUBLAS_TF32_TENSOR_OP_MATH : cublas.CUBLAS_DEFAULT_MATH),
        "setting cuBLAS's precision");
  }

  /** Copies from pinned memory to the device. */
  public void copyIn(DeviceMemory to, PinnedMemory from, long bytes) {
    gpu.check(
        cudart.cuMemcpyHtoDAsync(to.address(), from.start(), bytes, stream), "copying to the GPU");
  }

  /** Copies from one place on the device to another. */
  public void copyWithin(DeviceMemory to, long offset, DeviceMemory from, long bytes) {
    gpu.check(
        cudart.cuMemcpyDtoDAsync(to.address() + offset, from.address(), bytes, stream),
        "copying on the GPU");
  }

  /** Copies from the device to pinned memory. */
  public void copyOut(PinnedMemory to, DeviceMemory from, long bytes) {
    gpu.check(
        cudart.cuMemcpyDtoHAsync(to.start(), from.address(), bytes, stream),
        "copying from the GPU");
  }

  void launch(CUfunc_st kernel, int blocks, int threads, PointerPointer<?> arguments) {
    gpu.check(
        cudart.cuLaunchKernel(
            kernel, blocks, 1, 1, threads, 1, 1, 0, stream, arguments, NO_OPTIONS),
        "launching a kernel");
  }

  /**
   * {@code c = alpha · b · aᵀ} for row-major b (rows, inputs) and c (rows, outputs).
   *
   * @param transposed whether a is stored as (inputs, outputs), else as (outputs, inputs)
   * @param alpha two numbers in the precision: the factor, and 0
   */
  void multiply(
      Precision precision, boolean transposed, Pointer alpha, Operand a, Operand b, Operand c) {
    // cuBLAS counts columns first: what it sees of a row-major matrix is the transpose.
    int operation = transposed ? cublas.CUBLAS_OP_N : cublas.CUBLAS_OP_T;
    int outputs = c.columns();
    int inputs = b.columns();
    int rows = c.rows();
    int status =
        precision == Precision.DOUBLE
            ? cublas.cublasDgemm_v2(
                products,
                operation,
                cublas.CUBLAS_OP_N,
                outputs,
                rows,
                inputs,
                new DoublePointer(alpha),
                a.doubles(),
                a.columns(),
                b.doubles(),
                inputs,
                new DoublePointer(alpha).getPointer(1),
                c.doubles(),
                outputs)
            : cublas.cublasSgemm_v2(
                products,
                operation,
                cublas.CUBLAS_OP_N,
                outputs,
                rows,
                inputs,
                new FloatPointer(alpha),
                a.floats(),
                a.columns(),
                b.floats(),
                inputs,
                new FloatPointer(alpha).getPointer(1),
                c.floats(),
                outputs);
    checkProducts(status, "multiplying matrices");
  }

  /** A row-major matrix on the device. */
  record Operand(long address, int rows, int columns) {
    DoublePointer doubles() {
      return new DoublePointer(new Address(address));
    }

    FloatPointer floats() {
      return new FloatPointer(new Address(address));
    }
  }

  /** A pointer to what is not the host's. */
  private static final class Address extends Pointer {
    Address(long address) {
      this.address = address;
    }
  }

  /** Waits until all is done. */
  public void await() {
    gpu.check(cudart.cuStreamSynchronize(stream), "waiting for the GPU");
  }

  CUstream_st handle() {
    return stream;
  }

  private void checkProducts(int status, String operation) {
    CudaCall.checkProducts(status, gpu, operation);
  }

  /** Frees the stream, which must be done with its work. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (Resources resources = new Resources()) {
      resources.add(() -> gpu.check(cudart.cuStreamDestroy(stream), "closing a stream"));
      if (!products.isNull()) {
        resources.add(() -> checkProducts(cublas.cublasDestroy_v2(products), "closing cuBLAS"));
      }
    }
  }
}
