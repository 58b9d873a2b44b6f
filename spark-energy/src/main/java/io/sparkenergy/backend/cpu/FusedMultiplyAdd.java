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
package io.sparkenergy.backend.cpu;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processor's instruction for a·b + c, which all our loops are made of. Where it is missing
 * (x86 before 2013, virtual machines that hide it) Java computes each in arbitrary precision.
 */
final class FusedMultiplyAdd {
  private static final Logger LOG = LoggerFactory.getLogger(FusedMultiplyAdd.class);
  private static final boolean THERE = isUsed();

  private static final AtomicBoolean SAID = new AtomicBoolean();

  private FusedMultiplyAdd() {}

  static boolean isThere() {
    return THERE;
  }

  /** Says in the log, once, what to do where the instruction is missing. */
  static void adviseIfMissing() {
    if (!THERE && SAID.compareAndSet(false, true)) {
      LOG.warn(
          "Backend cpu is many times slower on this processor, which has no FMA instruction: set"
              + " spark.energy.backend to auto or nd4j");
    }
  }

  /** What the JVM found the processor to have; other JVMs than HotSpot do not say. */
  private static boolean isUsed() {
    try {
      HotSpotDiagnosticMXBean jvm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return jvm == null || Boolean.parseBoolean(jvm.getVMOption("UseFMA").getValue());
    } catch (IllegalArgumentException | LinkageError e) {
      return true;
    }
  }
}
