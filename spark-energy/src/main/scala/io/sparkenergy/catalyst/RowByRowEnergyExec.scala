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

import org.apache.spark.rdd.RDD
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.{Attribute, SortOrder}
import org.apache.spark.sql.catalyst.plans.physical.Partitioning
import org.apache.spark.sql.execution.{SparkPlan, UnaryExecNode}
import org.apache.spark.sql.execution.metric.SQLMetric

/** Stands above an operator that evaluates energies row by row, so that plans say so and the SQL
  * tab counts them; the rows pass through untouched.
  */
case class RowByRowEnergyExec(child: SparkPlan) extends UnaryExecNode {
  private def calls: Seq[EnergyCall] = child.expressions.flatMap(CallPlacement.calls)

  override lazy val metrics: Map[String, SQLMetric] =
    calls.flatMap(_.counter).headOption.map("rowByRow" -> _).toMap

  override def output: Seq[Attribute] = child.output

  override def outputPartitioning: Partitioning = child.outputPartitioning

  override def outputOrdering: Seq[SortOrder] = child.outputOrdering

  override protected def doExecute(): RDD[InternalRow] = child.execute()

  override def simpleString(maxFields: Int): String =
    s"$nodeName [${calls.map(call => s"${call.model}(${call.column})").distinct.mkString("; ")}]"

  override protected def withNewChildInternal(newChild: SparkPlan): RowByRowEnergyExec =
    copy(child = newChild)
}
