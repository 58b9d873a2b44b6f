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
import io.sparkenergy.backend.cuda.source.CudaParameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUctx_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * A GPU in use: its primary context, which ND4J and others in the JVM share, kept open from first
 * use on, and what tasks share on it: compiled kernels, parameters, permits.
 */
@SuppressWarnings("try") // What is opened is there to be closed.
public final class GpuContext {
  private static final int IDLE_MODULES = 64;
  private static final Map<Gpu, GpuContext> OPEN = new HashMap<>();

  private final Gpu gpu;
  private final int device;
  private final CUctx_st context = new CUctx_st();
  private final Permits permits = new Permits();
  private final Shared<String, KernelModule> modules = new Shared<>(IDLE_MODULES);
  private final Shared<ParameterKey, DeviceMemory> parameters = new Shared<>(0);
  private int users;
  private boolean closing;

  private GpuContext(Gpu gpu) {
    this.gpu = Gpus.requireUsable(gpu);
    int[] handle = new int[1];
    check(cudart.cuDeviceGet(handle, gpu.ordinal()), "opening");
    this.device = handle[0];
    check(cudart.cuDevicePrimaryCtxRetain(context, device), "creating its context");
  }

  private record ParameterKey(CudaParameter parameter, Precision precision) {}

  /**
   * The context of a GPU, created if this is its first use.
   *
   * @throws io.sparkenergy.error.EnergyException if the GPU is too old or cannot be used
   */
  public static GpuContext of(Gpu gpu) {
    synchronized (OPEN) {
      GpuContext open = OPEN.get(gpu);
      if (open == null) {
        open = new GpuContext(gpu);
        OPEN.put(gpu, open);
      }
      return open;
    }
  }

  /** As {@link #of}, and counts as in use until {@link #leave}. */
  static GpuContext join(Gpu gpu) {
    synchronized (OPEN) {
      GpuContext context = of(gpu);
      context.users++;
      return context;
    }
  }

  void leave() {
    synchronized (OPEN) {
      users--;
      if (closing && users == 0) {
        release();
      }
    }
  }

  /** Closes all contexts; those that tasks still use as the last of them ends. */
  public static void closeAll() {
    synchronized (OPEN) {
      List<GpuContext> open = new ArrayList<>(OPEN.values());
      OPEN.clear();
      try (Resources resources = new Resources()) {
        for (GpuContext context : open) {
          context.closing = true;
          if (context.users == 0) {
            resources.add(context::release);
          }
        }
      }
    }
  }

  /** The GPU, of those given, that the fewest tasks use. */
  static Gpu leastUsed(List<Gpu> gpus) {
    synchronized (OPEN) {
      Gpu best = gpus.get(0);
      for (Gpu gpu : gpus) {
        if (users(gpu) < users(best)) {
          best = gpu;
        }
      }
      return best;
    }
  }

  private static int users(Gpu gpu) {
    GpuContext open = OPEN.get(gpu);
    return open == null ? 0 : open.users;
  }

  private void release() {
    try (Resources resources = new Resources()) {
      resources.add(() -> check(cudart.cuDevicePrimaryCtxRelease(device), "closing its context"));
      Entered entered = enter();
      resources.add(entered::close);
      resources.add(modules::close);
      resources.add(parameters::close);
    }
  }

  /** This thread's calls go to this GPU until it is closed. */
  public final class Entered implements AutoCloseable {
    private Entered() {
      check(cudart.cuCtxPushCurrent(context), "entering its context");
    }

    @Override
    public void close() {
      CUctx_st left = new CUctx_st();
      check(cudart.cuCtxPopCurrent(left), "leaving its context");
    }
  }

  /** Sends this thread's calls to this GPU. */
  public Entered enter() {
    return new Entered();
  }

  /** Memory on the GPU; the GPU must be entered. */
  public DeviceMemory allocate(long bytes) {
    return new DeviceMemory(this, bytes);
  }

  /** Memory of the host for copies; the GPU must be entered. */
  public PinnedMemory allocatePinned(long bytes) {
    return new PinnedMemory(this, bytes);
  }

  /** A stream; the GPU must be entered. */
  public GpuStream stream() {
    return new GpuStream(this);
  }

  /** An event; the GPU must be entered. */
  public GpuEvent event() {
    return new GpuEvent(this);
  }

  /** The kernels of a text, compiled and loaded once; the GPU must be entered. */
  Shared<String, KernelModule>.Hold module(String source, CubinCache cubins) {
    return modules.hold(source, () -> new KernelModule(this, cubins.cubin(source, gpu)));
  }

  /** A parameter, copied to the GPU once; the GPU must be entered. */
  Shared<?, DeviceMemory>.Hold parameter(CudaParameter parameter, Precision precision) {
    return parameters.hold(
        new ParameterKey(parameter, precision), () -> upload(parameter, precision));
  }

  private DeviceMemory upload(CudaParameter parameter, Precision precision) {
    long bytes = (long) parameter.length() * precision.bytes();
    DeviceMemory memory = allocate(bytes);
    try (Resources resources = new Resources()) {
      PinnedMemory staging = allocatePinned(bytes);
      resources.add(staging::close);
      GpuStream stream = stream();
      resources.add(stream::close);
      double[] numbers = parameter.toArray();
      new StagedNumbers(staging, precision, numbers.length).write(numbers, 0, numbers.length);
      stream.copyIn(memory, staging, bytes);
      stream.await();
      return memory;
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  /** How many texts' kernels are loaded. */
  public int modules() {
    return modules.size();
  }

  /** Waits until fewer than so many compute on this GPU, and counts as one until closed. */
  public Resources.Closing permit(int most) {
    permits.acquire(most);
    return permits::release;
  }

  public Gpu gpu() {
    return gpu;
  }

  /** The bytes that are free on the GPU, and all that it has. */
  public long[] freeAndTotal() {
    try (Entered entered = enter();
        SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      check(cudart.cuMemGetInfo(free, total), "reading its memory");
      return new long[] {free.get(), total.get()};
    }
  }

  void check(int status, String operation) {
    CudaCall.check(status, gpu, operation);
  }

  @Override
  public String toString() {
    return gpu.toString();
  }
}
