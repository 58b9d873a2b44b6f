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
package io.sparkenergy.catalyst

import io.sparkenergy.conf.EvaluationSettings
import io.sparkenergy.energy.Quantity
import io.sparkenergy.model.EnergyModel
import java.util.EnumSet
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult.TypeCheckSuccess
import org.apache.spark.sql.catalyst.expressions.{Expression, LeafExpression, Unevaluable}
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback
import org.apache.spark.sql.catalyst.trees.BinaryLike
import org.apache.spark.sql.execution.metric.SQLMetric
import org.apache.spark.sql.types.{
  ArrayType,
  DataType,
  DoubleType,
  StringType,
  StructField,
  StructType
}

/** What a function computes of an energy, and the type that it gives. */
sealed abstract class Outcome(val function: String, val dataType: DataType)
    extends Product
    with Serializable

object Outcome {
  private val Score = ArrayType(DoubleType, containsNull = false)

  case object EnergyOnly extends Outcome("energy", DoubleType)

  case object ScoreOnly extends Outcome("energy_score", Score)

  case object Both
      extends Outcome(
        "energy_and_score",
        StructType(
          Seq(
            StructField("energy", DoubleType, nullable = false),
            StructField("score", Score, nullable = false)
          )
        )
      )

  /** The parts of both, in the order of the struct's fields. */
  def Parts: IndexedSeq[Outcome] = Vector(EnergyOnly, ScoreOnly)
}

/** The model that a call names. It is no value of the query's and is never evaluated, which also
  * keeps Spark from computing a local table's energies row by row on the driver.
  */
case class ModelReference(model: EnergyModel) extends LeafExpression with Unevaluable {
  override def dataType: DataType = StringType
  override def nullable: Boolean = false
  override def sql: String = model.name
  override def toString: String = model.name
}

/** `energy(model, features)` and its siblings, evaluated row by row. The optimiser gathers the
  * calls of a query into [[EvaluateEnergy]], which gives the same answers in batches; what it
  * cannot gather stays as it is, and is right.
  */
case class EnergyCall(
    outcome: Outcome,
    reference: ModelReference,
    features: Expression,
    settings: EvaluationSettings,
    column: String,
    counter: Option[SQLMetric] = None
) extends Expression
    with BinaryLike[Expression]
    with CodegenFallback {

  def model: EnergyModel = reference.model

  override def left: Expression = reference
  override def right: Expression = features
  override def prettyName: String = outcome.function
  override def dataType: DataType = outcome.dataType
  override def nullable: Boolean = features.nullable
  override def foldable: Boolean = features.foldable

  override def checkInputDataTypes(): TypeCheckResult =
    if (FeatureTypes.accepts(features.dataType)) {
      TypeCheckSuccess
    } else {
      val refusal = FeatureTypes.refused(column, features.dataType)
      throw EnergyAnalysisException.of(refusal).withPosition(origin)
    }

  override def toString: String = s"$prettyName($model, $features)"

  override lazy val canonicalized: Expression =
    copy(features = features.canonicalized, column = "", counter = None)

  @transient private lazy val byRow =
    new RowEvaluation(model, quantities, settings, features.dataType, column)

  def quantities: EnumSet[Quantity] = outcome match {
    case Outcome.EnergyOnly => EnumSet.of(Quantity.ENERGY)
    case Outcome.ScoreOnly  => EnumSet.of(Quantity.SCORE)
    case Outcome.Both       => EnumSet.of(Quantity.ENERGY, Quantity.SCORE)
  }

  override def eval(input: InternalRow): Any = {
    val value = features.eval(input)
    if (value == null) {
      null
    } else {
      counter.foreach(_ += 1)
      outcome match {
        case Outcome.EnergyOnly => byRow.energy(value)
        case Outcome.ScoreOnly  => byRow.score(value)
        case Outcome.Both       => byRow.energyAndScore(value)
      }
    }
  }

  override protected def withNewChildrenInternal(
      newLeft: Expression,
      newRight: Expression
  ): EnergyCall =
    copy(reference = newLeft.asInstanceOf[ModelReference], features = newRight)
}
