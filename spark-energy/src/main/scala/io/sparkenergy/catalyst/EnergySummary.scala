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

import io.sparkenergy.numerics.RunningDistribution
import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.{Expression, GenericInternalRow}
import org.apache.spark.sql.catalyst.expressions.aggregate.{
  ImperativeAggregate,
  TypedImperativeAggregate
}
import org.apache.spark.sql.catalyst.trees.UnaryLike
import org.apache.spark.sql.types.{DataType, DoubleType, LongType, StructField, StructType}

/** `energy_summary(model, features)`: what the energies of a group come to. Its child is the energy
  * call, which is gathered into batches as in any other aggregate. A null energy is left out; NaN
  * and infinities are counted and left out of the rest.
  */
case class EnergySummary(
    child: Expression,
    mutableAggBufferOffset: Int = 0,
    inputAggBufferOffset: Int = 0
) extends TypedImperativeAggregate[RunningDistribution]
    with UnaryLike[Expression] {

  override def prettyName: String = EnergySummary.Name
  override def nullable: Boolean = false
  override def dataType: DataType = EnergySummary.Result

  override def createAggregationBuffer(): RunningDistribution = new RunningDistribution

  override def update(numbers: RunningDistribution, row: InternalRow): RunningDistribution = {
    val energy = child.eval(row)
    if (energy != null) {
      numbers.add(energy.asInstanceOf[Double])
    }
    numbers
  }

  override def merge(
      numbers: RunningDistribution,
      others: RunningDistribution
  ): RunningDistribution = numbers.merge(others)

  override def eval(numbers: RunningDistribution): Any = {
    val quantiles: Seq[Any] =
      numbers.quantiles(EnergySummary.Quantiles.map(_._2): _*).toSeq.map(orNull)
    val counts: Seq[Any] = Seq(numbers.count, numbers.nans, infinities(numbers))
    val moments = Seq(numbers.mean, numbers.std, numbers.min, numbers.max).map(orNull)
    new GenericInternalRow((counts ++ moments ++ quantiles).toArray)
  }

  private def infinities(numbers: RunningDistribution): Long =
    numbers.positiveInfinities + numbers.negativeInfinities

  /** As Spark's own aggregates have it where there is nothing to aggregate. */
  private def orNull(value: Double): Any = if (value.isNaN) null else value

  override def serialize(numbers: RunningDistribution): Array[Byte] = {
    val bytes = new ByteArrayOutputStream
    val out = new ObjectOutputStream(bytes)
    out.writeObject(numbers)
    out.close()
    bytes.toByteArray
  }

  override def deserialize(bytes: Array[Byte]): RunningDistribution =
    new ObjectInputStream(new ByteArrayInputStream(bytes))
      .readObject()
      .asInstanceOf[RunningDistribution]

  override def withNewMutableAggBufferOffset(offset: Int): ImperativeAggregate =
    copy(mutableAggBufferOffset = offset)

  override def withNewInputAggBufferOffset(offset: Int): ImperativeAggregate =
    copy(inputAggBufferOffset = offset)

  override protected def withNewChildInternal(newChild: Expression): EnergySummary =
    copy(child = newChild)
}

object EnergySummary {
  val Name = "energy_summary"

  private val Quantiles =
    Seq("q05" -> 0.05, "q25" -> 0.25, "median" -> 0.5, "q75" -> 0.75, "q95" -> 0.95)

  private val Result = StructType(
    Seq("count", "nans", "infinities").map(StructField(_, LongType, nullable = false)) ++
      (Seq("mean", "std", "min", "max") ++ Quantiles.map(_._1)).map(StructField(_, DoubleType))
  )
}
