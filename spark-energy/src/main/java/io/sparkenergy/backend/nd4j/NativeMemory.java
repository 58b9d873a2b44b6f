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
package io.sparkenergy.backend.nd4j;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;

/** Tells whether native memory was short, and what mends it. */
final class NativeMemory {
  private static final String FIX =
      "raise spark.executor.memoryOverhead, lower spark.energy.batch.rows or"
          + " spark.energy.batch.bytes, or set spark.energy.backend to cpu, which takes none";

  /**
   * JavaCPP refuses by itself what is beyond a limit of its own, four times the heap by default.
   */
  private static final String LIMIT_FIX =
      "raise JavaCPP's limit by -Dorg.bytedeco.javacpp.maxPhysicalBytes in"
          + " spark.executor.extraJavaOptions together with spark.executor.memoryOverhead, lower"
          + " spark.energy.batch.rows or spark.energy.batch.bytes, or set spark.energy.backend to"
          + " cpu, which takes none";

  private NativeMemory() {}

  /**
   * Whether a failure, or what caused it, is a want of native memory. A JVM whose own heap is full
   * says so in other words.
   */
  static boolean isShort(Throwable failure) {
    return !problem(failure).isEmpty();
  }

  /**
   * The exception to throw for a failure: one that says what is short, or the failure itself.
   *
   * @param purpose what the memory was for
   */
  static RuntimeException explained(Throwable failure, String purpose) {
    if (isShort(failure)) {
      return refusal(failure, purpose);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  static EnergyException refusal(Throwable failure, String purpose) {
    EnergyException refusal =
        EnergyException.of(
            ErrorCondition.NATIVE_MEMORY,
            "backend",
            "nd4j",
            "purpose",
            purpose,
            "problem",
            problem(failure),
            "fix",
            isLimit(problem(failure)) ? LIMIT_FIX : FIX);
    // Not as its cause: Spark ends an executor whose task failed because of an OutOfMemoryError.
    refusal.addSuppressed(failure);
    return refusal;
  }

  /** The innermost message about native memory; empty where there is none. */
  private static String problem(Throwable failure) {
    String problem = "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage() == null ? "" : cause.getMessage();
      // JavaCPP's and ND4J's own words.
      if (isLimit(message)
          || message.contains("physicalBytes")
          || message.contains("Allocation failed")) {
        problem = message;
      }
    }
    return problem;
  }

  private static boolean isLimit(String message) {
    return message.contains("maxPhysicalBytes") || message.contains("maxBytes");
  }
}
