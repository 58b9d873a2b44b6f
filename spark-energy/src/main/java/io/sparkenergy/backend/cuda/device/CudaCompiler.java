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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** CUDA text made machine code for a GPU, by NVRTC. Needs no GPU itself. */
final class CudaCompiler {
  private CudaCompiler() {}

  /** The dialect that the text is written in, which is not every NVRTC's own choice. */
  private static final String DIALECT = "--std=c++17";

  /**
   * What NVRTC is told for a GPU. Machine code runs on the capability that it is for and on later
   * ones of the same major number; a GPU of which NVRTC knows no such capability gets PTX of the
   * last before it, which its driver compiles.
   *
   * @throws EnergyException if NVRTC knows later GPUs only
   */
  static String target(Gpu gpu) {
    int[] notLater = Arrays.stream(known()).filter(sm -> sm <= gpu.capability()).sorted().toArray();
    if (notLater.length == 0) {
      throw failure(
          gpu, "this NVRTC compiles for none of compute capability " + gpu.capabilityText());
    }
    int best = notLater[notLater.length - 1];
    return (best / 10 == gpu.capability() / 10 ? "sm_" : "compute_") + best;
  }

  /** NVRTC's version and the capabilities that it compiles for; what makes its results differ. */
  static String version() {
    CudaLibraries.COMPILER.require();
    int[] major = new int[1];
    int[] minor = new int[1];
    check(nvrtc.nvrtcVersion(major, minor), "NVRTC", "reading its version");
    return major[0] + "." + minor[0];
  }

  private static int[] known() {
    CudaLibraries.COMPILER.require();
    int[] count = new int[1];
    check(nvrtc.nvrtcGetNumSupportedArchs(count), "NVRTC", "counting its targets");
    int[] known = new int[count[0]];
    check(nvrtc.nvrtcGetSupportedArchs(known), "NVRTC", "listing its targets");
    return known;
  }

  /**
   * Compiles for a target.
   *
   * @return what the driver loads: a cubin, or PTX for a target that begins with {@code compute}
   * @throws EnergyException with NVRTC's log, if it refuses the text
   */
  static byte[] compile(String source, String target, Gpu gpu) {
    CudaLibraries.COMPILER.require();
    _nvrtcProgram program = new _nvrtcProgram();
    try (Resources resources = new Resources()) {
      BytePointer text = new BytePointer(source, StandardCharsets.UTF_8);
      resources.add(text::close);
      BytePointer name = new BytePointer("energy.cu", StandardCharsets.UTF_8);
      resources.add(name::close);
      PointerPointer<BytePointer> options =
          new PointerPointer<>("--gpu-architecture=" + target, DIALECT);
      resources.add(options::close);
      check(
          nvrtc.nvrtcCreateProgram(
              program, text, name, 0, (PointerPointer<?>) null, (PointerPointer<?>) null),
          gpu,
          "reading it");
      resources.add(() -> nvrtc.nvrtcDestroyProgram(program));
      int status = nvrtc.nvrtcCompileProgram(program, 2, options);
      if (status != nvrtc.NVRTC_SUCCESS) {
        throw failure(gpu, "for " + target + ", " + describe(status) + "\n" + log(program));
      }
      return target.startsWith("compute") ? ptx(program, gpu) : cubin(program, gpu);
    }
  }

  private static byte[] cubin(_nvrtcProgram program, Gpu gpu) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      check(nvrtc.nvrtcGetCUBINSize(program, size), gpu, "measuring the cubin");
      byte[] cubin = new byte[(int) size.get()];
      check(nvrtc.nvrtcGetCUBIN(program, cubin), gpu, "reading the cubin");
      return cubin;
    }
  }

  private static byte[] ptx(_nvrtcProgram program, Gpu gpu) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      check(nvrtc.nvrtcGetPTXSize(program, size), gpu, "measuring the PTX");
      byte[] ptx = new byte[(int) size.get()];
      check(nvrtc.nvrtcGetPTX(program, ptx), gpu, "reading the PTX");
      return ptx;
    }
  }

  private static String log(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      nvrtc.nvrtcGetProgramLogSize(program, size);
      byte[] log = new byte[(int) size.get()];
      nvrtc.nvrtcGetProgramLog(program, log);
      return new String(log, StandardCharsets.UTF_8).replace("\0", "").strip();
    }
  }

  private static void check(int status, Object gpu, String operation) {
    if (status != nvrtc.NVRTC_SUCCESS) {
      throw failure(gpu, operation + ": " + describe(status));
    }
  }

  private static String describe(int status) {
    return nvrtc.nvrtcGetErrorString(status).getString();
  }

  private static EnergyException failure(Object gpu, String problem) {
    return EnergyException.of(ErrorCondition.GPU_COMPILATION, "gpu", gpu, "problem", problem);
  }
}
