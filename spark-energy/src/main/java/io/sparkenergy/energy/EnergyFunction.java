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
package io.sparkenergy.energy;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.expression.Dim;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.expression.Gradient;
import io.sparkenergy.expression.Graph;
import io.sparkenergy.expression.Program;
import io.sparkenergy.expression.RowFunction;
import io.sparkenergy.json.FieldWriter;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A map from a vector x with d entries to a number E(x); lower means more probable, p(x) ∝ e^-E(x).
 * Immutable and serializable: parameters are plain numbers. A subclass says what E is, once, as an
 * expression; the score -∇E and all else follow from it.
 *
 * <p>Batches have shape (n, d), one row a vector; energies come back with shape (n), scores with
 * shape (n, d). Evaluating a batch by hand needs no Spark.
 */
public abstract class EnergyFunction implements Serializable {
  private static final long serialVersionUID = 1L;

  private record ProgramKey(Set<Quantity> quantities, int dimension) {}

  private transient volatile Map<ProgramKey, Program> programs;
  private transient volatile OptionalInt minimumDimension;

  /**
   * An energy of the user's own. The lambda runs once, on symbols, so the energy is data: it
   * travels and is saved without the class that defined it.
   *
   * <pre>{@code
   * EnergyFunction e = EnergyFunction.define("ripples", x -> x.sin().square().sum().times(2));
   * }</pre>
   *
   * @param name what messages and plans call it
   * @param definition from the row x, a vector of any length, to a scalar
   * @throws EnergyException if shapes do not fit, or the result is not a scalar
   */
  public static EnergyFunction define(String name, UnaryOperator<Expression> definition) {
    return DefinedEnergy.of(name, OptionalInt.empty(), definition);
  }

  /** As {@link #define(String, UnaryOperator)}, for rows of exactly {@code dimension} entries. */
  public static EnergyFunction define(
      String name, int dimension, UnaryOperator<Expression> definition) {
    return DefinedEnergy.of(name, OptionalInt.of(dimension), definition);
  }

  /** The type in JSON, such as {@code gaussian}. */
  public abstract String type();

  /** E(x) as people write it. */
  public abstract String formula();

  /** E over a row: the definition. */
  protected abstract Expression define(Expression x);

  /** Writes the fields of the JSON object, all but {@code type}. */
  protected abstract void writeFields(FieldWriter fields);

  /** What messages and plans call this energy; its type, unless the user named it. */
  public String name() {
    return type();
  }

  /** The d that the parameters fix; empty where any d from {@link #minimumDimension} up will do. */
  public OptionalInt dimension() {
    return OptionalInt.empty();
  }

  /** The least d that the definition can take. */
  public final int minimumDimension() {
    OptionalInt known = minimumDimension;
    if (known == null) {
      known = OptionalInt.of(dimension().orElseGet(() -> Graph.minimumDimension(expression())));
      minimumDimension = known;
    }
    return known.getAsInt();
  }

  /** E over the row, or over any vector as long: how energies are built from energies. */
  public final Expression expression(Expression x) {
    return define(x);
  }

  /** E over the row. */
  public final Expression expression() {
    return define(Expression.input(rowLength()));
  }

  /** What the energy holds that is not an expression, and only some backends can evaluate. */
  public final List<RowFunction> rowFunctions() {
    return Graph.rowFunctions(expression());
  }

  private Dim rowLength() {
    return dimension().isPresent() ? Dim.of(dimension().getAsInt()) : Dim.ROW;
  }

  /**
   * Refuses rows that have the wrong number of entries.
   *
   * @throws EnergyException naming this energy, the found and the expected d
   */
  public final void requireDimension(int found) {
    boolean fits =
        dimension().isPresent() ? found == dimension().getAsInt() : found >= minimumDimension();
    if (!fits) {
      throw EnergyException.of(
          ErrorCondition.DIMENSION_MISMATCH,
          "energy",
          name(),
          "found",
          found,
          "expected",
          expectedDimension());
    }
  }

  /** The dimensions that fit, as messages say it: {@code d = 3} or {@code d >= 2}. */
  public final String expectedDimension() {
    return dimension().isPresent() ? "d = " + dimension().getAsInt() : "d >= " + minimumDimension();
  }

  /**
   * What a backend runs to compute the quantities for rows of d entries; made once and kept.
   *
   * @throws EnergyException if d does not fit, or a derivative is asked of a model that gives none
   */
  public final Program program(Set<Quantity> quantities, int d) {
    requireDimension(d);
    Map<ProgramKey, Program> known = programs;
    if (known == null) {
      synchronized (this) {
        known = programs == null ? new ConcurrentHashMap<>() : programs;
        programs = known;
      }
    }
    return known.computeIfAbsent(
        new ProgramKey(Set.copyOf(quantities), d),
        key -> Program.of(EnumSet.copyOf(quantities).stream().map(this::derive).toList(), d));
  }

  private Expression derive(Quantity quantity) {
    Expression energy = expression();
    return switch (quantity) {
      case ENERGY -> energy;
      case SCORE -> Gradient.of(energy, rowLength()).negate();
      case GRADIENT -> Gradient.of(energy, rowLength());
      case HESSIAN_VECTOR_PRODUCT -> Gradient.hessianVectorProduct(energy, rowLength());
    };
  }

  /** β E(x): see {@link TemperedEnergy}. */
  public final EnergyFunction tempered(double beta) {
    return TemperedEnergy.of(this, beta);
  }

  /** min(E(x), cap), without score above the cap: see {@link CappedEnergy}. */
  public final EnergyFunction capEnergy(double cap) {
    return CappedEnergy.of(this, cap);
  }

  /** E(x), with a score that is shortened to a norm: see {@link ScoreClippedEnergy}. */
  public final EnergyFunction clipScore(double maxNorm) {
    return ScoreClippedEnergy.of(this, maxNorm);
  }

  /** E((x-μ)/σ) + Σ log σᵢ: see {@link StandardizedEnergy}. */
  public final EnergyFunction standardized(double[] mean, double... scale) {
    return StandardizedEnergy.of(this, mean, scale);
  }

  /** This energy of all of space as one of data in bounds: see {@link BoundedEnergy}. */
  public final EnergyFunction bounded(double[] lower, double[] upper) {
    return BoundedEnergy.of(this, lower, upper);
  }

  /** This energy of data in bounds as one of all of space: see {@link UnboundedEnergy}. */
  public final EnergyFunction unbounded(double[] lower, double[] upper) {
    return UnboundedEnergy.of(this, lower, upper);
  }

  /** (1-t) E(x) + t end(x): see {@link InterpolatedEnergy}. */
  public final EnergyFunction interpolated(EnergyFunction end, double t) {
    return InterpolatedEnergy.of(this, end, t);
  }

  /** E(x) for every row: (n, d) to (n). */
  public final INDArray energy(INDArray x) {
    return evaluator().evaluate(this, Quantity.ENERGY, x);
  }

  /** -∇E(x), the gradient of the log-density, for every row: (n, d) to (n, d). */
  public final INDArray score(INDArray x) {
    return evaluator().evaluate(this, Quantity.SCORE, x);
  }

  /** +∇E(x) for every row: (n, d) to (n, d). */
  public final INDArray gradient(INDArray x) {
    return evaluator().evaluate(this, Quantity.GRADIENT, x);
  }

  /** H(x) v for every row, H the Hessian of E: (n, d) and (n, d) to (n, d). */
  public final INDArray hessianVectorProduct(INDArray x, INDArray v) {
    return evaluator().hessianVectorProduct(this, x, v);
  }

  /** ΔE(x), the trace of the Hessian, for every row: (n, d) to (n). */
  public final INDArray laplacian(INDArray x) {
    return evaluator().laplacian(this, x);
  }

  private static ArrayEvaluator evaluator() {
    return Evaluators.FOUND;
  }

  private static final class Evaluators {
    static final ArrayEvaluator FOUND =
        ServiceLoader.load(ArrayEvaluator.class, EnergyFunction.class.getClassLoader())
            .findFirst()
            .orElseThrow(
                () ->
                    EnergyException.of(
                        ErrorCondition.BACKEND_UNAVAILABLE,
                        "backend",
                        "nd4j",
                        "reason",
                        "no ArrayEvaluator is on the classpath; add the whole spark-energy jar"));
  }

  /** The name and the dimension. */
  @Override
  public final String toString() {
    return name() + " (" + expectedDimension() + ")";
  }
}
