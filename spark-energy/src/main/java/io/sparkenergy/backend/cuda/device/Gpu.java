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

import java.util.Locale;

/**
 * A GPU that the driver shows to this process.
 *
 * @param ordinal its number to the driver
 * @param index its number to nvidia-smi and so to Spark, if no GPU is hidden: by PCI bus
 * @param uuid the driver's name for this very device, as nvidia-smi prints it without its prefix
 * @param capability major times ten plus minor: 75 is 7.5
 */
public record Gpu(int ordinal, int index, String uuid, String name, int capability, long bytes) {
  /** The least compute capability that CUDA 13 compiles for. */
  public static final int LEAST_CAPABILITY = 75;

  /** Whether backend cuda runs on it. */
  public boolean isUsable() {
    return capability >= LEAST_CAPABILITY;
  }

  /** Such as 9.0. */
  public String capabilityText() {
    return capabilityText(capability);
  }

  static String capabilityText(int capability) {
    return capability / 10 + "." + capability % 10;
  }

  /** Such as {@code GPU 0 (NVIDIA H100 80GB HBM3)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "GPU %d (%s)", index, name);
  }
}
