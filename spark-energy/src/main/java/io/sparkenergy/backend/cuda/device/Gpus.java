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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.cuda.cudart.CUuuid;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.SizeTPointer;

/** The GPUs of this machine, asked of the driver once. */
public final class Gpus {
  private static final int UUID_BYTES = 16;
  private static final int TEXT_BYTES = 256;
  private static final int DRIVER_UNIT = 1000;

  private static Optional<Answer> answer = Optional.empty();

  /** What the driver said: the GPUs, or why there are none. */
  private record Answer(List<Gpu> gpus, Optional<EnergyException> refusal) {}

  private Gpus() {}

  /**
   * All GPUs, at least one, in the order of their PCI bus, which is nvidia-smi's.
   *
   * @throws EnergyException if there is no driver, it is too old for this build, or it shows no GPU
   */
  public static synchronized List<Gpu> all() {
    Answer given = answer.orElseGet(Gpus::answer);
    answer = Optional.of(given);
    given
        .refusal()
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    return given.gpus();
  }

  private static Answer answer() {
    try {
      CudaLibraries.DRIVER.require();
      return new Answer(ask(), Optional.empty());
    } catch (EnergyException e) {
      return new Answer(List.of(), Optional.of(e));
    }
  }

  /**
   * The GPU at an address as Spark's resources have it: nvidia-smi's number, or a UUID.
   *
   * @throws EnergyException naming the GPUs that are there, if it is not one of them
   */
  public static Gpu at(String address) {
    List<Gpu> all = all();
    return all.stream()
        .filter(gpu -> matches(gpu, address))
        .findFirst()
        .orElseThrow(
            () ->
                notFound(
                    "at address " + address,
                    "one of "
                        + all.stream()
                            .map(gpu -> gpu.index() + " or GPU-" + gpu.uuid())
                            .collect(Collectors.joining(", "))
                        + hidden()));
  }

  private static boolean matches(Gpu gpu, String address) {
    String text = address.strip();
    return text.equals(Integer.toString(gpu.index()))
        || text.toLowerCase(Locale.ROOT).replaceFirst("^(gpu|mig)-", "").equals(gpu.uuid());
  }

  private static String hidden() {
    String visible = System.getenv("CUDA_VISIBLE_DEVICES");
    return visible == null ? "" : "; CUDA_VISIBLE_DEVICES is " + visible;
  }

  /**
   * The GPU for a task: of those that Spark gave it, or of all, the one that the fewest tasks use.
   *
   * @throws EnergyException if there is none, or it is too old
   */
  public static Gpu forTask(List<String> addresses) {
    return GpuContext.leastUsed(forExecutor(addresses));
  }

  /**
   * The GPUs at addresses, or all that can be used; at least one.
   *
   * @throws EnergyException if there is none, or one that was given is too old
   */
  public static List<Gpu> forExecutor(List<String> addresses) {
    if (!addresses.isEmpty()) {
      return addresses.stream().map(address -> requireUsable(at(address))).toList();
    }
    List<Gpu> usable = all().stream().filter(Gpu::isUsable).toList();
    return usable.isEmpty() ? List.of(requireUsable(all().get(0))) : usable;
  }

  /**
   * Refuses GPUs on which no energy could be evaluated.
   *
   * @param addresses those that a task was given; none for any
   * @throws EnergyException naming what is missing: driver, GPU or library
   */
  public static void requireReady(List<String> addresses) {
    forTask(addresses);
    CudaLibraries.COMPILER.require();
    CudaLibraries.PRODUCTS.require();
  }

  /**
   * Refuses a GPU that backend cuda does not run on.
   *
   * @throws EnergyException naming the GPU and its compute capability
   */
  public static Gpu requireUsable(Gpu gpu) {
    if (!gpu.isUsable()) {
      throw EnergyException.of(
          ErrorCondition.GPU_CAPABILITY,
          "gpu",
          gpu,
          "found",
          gpu.capabilityText(),
          "consumer",
          "backend cuda",
          "expected",
          Gpu.capabilityText(Gpu.LEAST_CAPABILITY) + " or more",
          "fix",
          "set spark.energy.device=cpu");
    }
    return gpu;
  }

  /** Whether a GPU has failed so that this process has no use of it until it is started anew. */
  public static boolean isOneLost() {
    return CudaCall.hasLostGpu();
  }

  private static List<Gpu> ask() {
    int status = cudart.cuInit(0);
    if (status == cudart.CUDA_ERROR_NO_DEVICE) {
      throw notFound("on this machine" + hidden(), "one or more");
    }
    if (status != cudart.CUDA_SUCCESS) {
      throw driver(CudaCall.describe(status), "restart or reinstall it, then look at nvidia-smi");
    }
    requireDriver();
    int[] count = new int[1];
    CudaCall.check(cudart.cuDeviceGetCount(count), "driver", "counting GPUs");
    if (count[0] == 0) {
      throw notFound("on this machine" + hidden(), "one or more");
    }
    List<String> buses = new ArrayList<>();
    for (int ordinal = 0; ordinal < count[0]; ordinal++) {
      buses.add(bus(ordinal));
    }
    List<String> sorted = buses.stream().sorted().toList();
    List<Gpu> gpus = new ArrayList<>();
    for (int ordinal = 0; ordinal < count[0]; ordinal++) {
      gpus.add(describe(ordinal, sorted.indexOf(buses.get(ordinal))));
    }
    gpus.sort(Comparator.comparing(Gpu::index));
    return List.copyOf(gpus);
  }

  /** A driver runs what was built for its own CUDA or an older one. */
  private static void requireDriver() {
    int[] version = new int[1];
    CudaCall.check(cudart.cuDriverGetVersion(version), "driver", "reading its version");
    if (version[0] / DRIVER_UNIT < cudart.CUDA_VERSION / DRIVER_UNIT) {
      throw driver(
          "found one for CUDA " + version(version[0]) + ", expected " + cudart.CUDA_VERSION / 1000,
          "update it, or build spark-energy for its CUDA with -Dcuda.version (docs/gpu.md)");
    }
  }

  private static String version(int number) {
    return number / DRIVER_UNIT + "." + number % DRIVER_UNIT / 10;
  }

  private static Gpu describe(int ordinal, int index) {
    int[] device = new int[1];
    check(cudart.cuDeviceGet(device, ordinal), ordinal, "opening");
    byte[] name = new byte[TEXT_BYTES];
    check(cudart.cuDeviceGetName(name, TEXT_BYTES, device[0]), ordinal, "reading its name");
    int major = attribute(cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device[0], ordinal);
    int minor = attribute(cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device[0], ordinal);
    try (SizeTPointer bytes = new SizeTPointer(1);
        CUuuid uuid = new CUuuid()) {
      check(cudart.cuDeviceTotalMem(bytes, device[0]), ordinal, "reading its memory");
      check(cudart.cuDeviceGetUuid(uuid, device[0]), ordinal, "reading its UUID");
      return new Gpu(ordinal, index, format(uuid), text(name), 10 * major + minor, bytes.get());
    }
  }

  private static String format(CUuuid uuid) {
    byte[] bytes = new byte[UUID_BYTES];
    for (int i = 0; i < UUID_BYTES; i++) {
      bytes[i] = uuid.bytes(i);
    }
    String digits = HexFormat.of().formatHex(bytes);
    return digits.replaceFirst("^(.{8})(.{4})(.{4})(.{4})(.{12})$", "$1-$2-$3-$4-$5");
  }

  private static String bus(int ordinal) {
    int[] device = new int[1];
    check(cudart.cuDeviceGet(device, ordinal), ordinal, "opening");
    byte[] bus = new byte[TEXT_BYTES];
    check(cudart.cuDeviceGetPCIBusId(bus, TEXT_BYTES, device[0]), ordinal, "reading its bus");
    return text(bus);
  }

  /** What C wrote, up to the byte that ends it. */
  private static String text(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static int attribute(int attribute, int device, int ordinal) {
    int[] value = new int[1];
    check(cudart.cuDeviceGetAttribute(value, attribute, device), ordinal, "reading an attribute");
    return value[0];
  }

  private static void check(int status, int ordinal, String operation) {
    CudaCall.check(status, "GPU " + ordinal, operation);
  }

  private static EnergyException notFound(String found, String expected) {
    return EnergyException.of(ErrorCondition.GPU_NOT_FOUND, "found", found, "expected", expected);
  }

  private static EnergyException driver(String problem, String fix) {
    return EnergyException.of(ErrorCondition.GPU_DRIVER, "problem", problem, "fix", fix);
  }
}
