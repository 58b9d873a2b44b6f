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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.Loader;

/**
 * NVIDIA's libraries, each loaded when it is first needed: without a GPU nothing is, and without a
 * matrix product cuBLAS is not.
 */
public enum CudaLibraries {
  /** The driver, and with it the runtime that the others ask for. */
  DRIVER(cudart.class),
  /** NVRTC. */
  COMPILER(nvrtc.class),
  /** cuBLAS. */
  PRODUCTS(cublas.class);

  private static final Pattern MISSING = Pattern.compile("(lib[\\w.+-]+): (cannot open.*)");
  private static final String DRIVER_LIBRARY = "libcuda.so";

  private final Class<?> bindings;
  private boolean loaded;
  private EnergyException failure;

  CudaLibraries(Class<?> bindings) {
    this.bindings = bindings;
  }

  /**
   * Loads it, if it is not loaded yet.
   *
   * @throws EnergyException naming the library that is missing, and how to have it
   */
  public synchronized void require() {
    if (loaded) {
      return;
    }
    if (failure == null) {
      if (this != DRIVER) {
        DRIVER.require();
      }
      try {
        Loader.load(bindings);
        loaded = true;
        return;
      } catch (LinkageError e) {
        failure = refusal(e);
      }
    }
    throw failure;
  }

  private EnergyException refusal(LinkageError error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    Matcher missing = MISSING.matcher(message);
    boolean named = missing.find();
    String library = named ? missing.group(1) : name();
    String problem = named ? missing.group(2) : message;
    if (library.startsWith(DRIVER_LIBRARY)) {
      return EnergyException.causedBy(
          error,
          ErrorCondition.GPU_DRIVER,
          "problem",
          library + ": " + problem,
          "fix",
          "install it on this machine, and in a container start it with its GPUs");
    }
    return EnergyException.causedBy(
        error,
        ErrorCondition.GPU_LIBRARY,
        "library",
        library,
        "problem",
        problem,
        "fix",
        "put the folder of CUDA's libraries on LD_LIBRARY_PATH of the executors, or cuda-redist on"
            + " the classpath");
  }
}
