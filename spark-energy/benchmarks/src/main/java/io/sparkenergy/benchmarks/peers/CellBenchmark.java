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
package io.sparkenergy.benchmarks.peers;

import io.sparkenergy.backend.Precision;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One contender on one cell: the time of evaluating a whole batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CellBenchmark {
  @Param("GAUSSIAN")
  public String subject;

  @Param("DOUBLE")
  public String precision;

  @Param("32")
  public int d;

  @Param("1024")
  public int n;

  @Param("ENERGY")
  public String quantities;

  @Param("OURS")
  public String contender;

  @Param("nd4j")
  public String backend;

  private Evaluation evaluation;

  /** Opens the contender in the thread that evaluates. */
  @Setup(Level.Trial)
  public void open() {
    Cell cell =
        new Cell(
            Subject.valueOf(subject),
            Precision.valueOf(precision),
            d,
            n,
            Quantities.valueOf(quantities));
    Problem problem = Problems.of(cell.subject(), d);
    evaluation = Contender.valueOf(contender).open(cell, problem, backend);
    WarmUp.run(contender + subject + precision + d + quantities, evaluation);
  }

  @Benchmark
  public void evaluate() {
    evaluation.evaluate();
  }

  @TearDown(Level.Trial)
  public void close() {
    evaluation.close();
  }
}
