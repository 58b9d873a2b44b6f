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

import io.sparkenergy.backend.Backend;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.expression.Program;
import io.sparkenergy.expression.Value;
import java.util.Set;

/**
 * Evaluates every energy that is an expression, on the cores that Spark gives the task. Needs no
 * native library; much faster where the JVM has the module {@code jdk.incubator.vector}.
 */
public final class CpuBackend implements Backend {
  /** The name in configuration. */
  public static final String NAME = "cpu";

  private final boolean vectorApi;

  /** With the Vector API if this JVM has it. */
  public CpuBackend() {
    this(VectorApi.isThere());
  }

  CpuBackend(boolean vectorApi) {
    this.vectorApi = vectorApi;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Where the processor multiplies and adds in one instruction; elsewhere it is many times slower.
   */
  @Override
  public boolean automatic() {
    return FusedMultiplyAdd.isThere();
  }

  @Override
  public BatchEvaluator open(
      EnergyFunction energy,
      int dimension,
      Set<Quantity> quantities,
      Precision precision,
      BatchSize size) {
    Program program = program(energy, dimension, quantities);
    int rows = rows(program, Precision.DOUBLE, size);
    return precision == Precision.DOUBLE
        ? new DoubleBatchEvaluator(program, vectorApi, quantities, rows)
        : new NarrowedBatchEvaluator(program, vectorApi, quantities, rows);
  }

  /**
   * As {@link #open} in float32, for rows that are float32 already.
   *
   * @throws EnergyException as {@link #open} does
   */
  public FloatBatchEvaluator openFloats(
      EnergyFunction energy, int dimension, Set<Quantity> quantities, BatchSize size) {
    Program program = program(energy, dimension, quantities);
    return new FloatBatchEvaluator(
        program, vectorApi, quantities, rows(program, Precision.FLOAT, size));
  }

  /** Rows of which the features and the results are held; what lies between is a tile's. */
  private static int rows(Program program, Precision arrays, BatchSize size) {
    int results = program.outputs().stream().mapToInt(Value::length).sum();
    return size.rows(program.dimension() + results, arrays);
  }

  private static Program program(EnergyFunction energy, int dimension, Set<Quantity> quantities) {
    energy.rowFunctions().stream()
        .findFirst()
        .ifPresent(
            function -> {
              throw EnergyException.of(
                  ErrorCondition.UNSUPPORTED_BY_BACKEND,
                  "backend",
                  NAME,
                  "energy",
                  energy.name(),
                  "reason",
                  function.name()
                      + " is not an expression; set spark.energy.backend to auto or nd4j");
            });
    FusedMultiplyAdd.adviseIfMissing();
    VectorApi.adviseIfMissing();
    return energy.program(quantities, dimension);
  }
}
