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

import org.apache.spark.sql.catalyst.expressions.{Attribute, AttributeSet, NamedExpression}
import org.apache.spark.sql.catalyst.plans.logical.{LogicalPlan, UnaryNode}

/** Energies and scores of the rows of a plan, computed in batches.
  *
  * @param results
  *   aliases of [[EnergyCall]]s, each for energy or score of an attribute of the child
  * @param passed
  *   what of the child stands before the results
  */
case class EvaluateEnergy(
    results: Seq[NamedExpression],
    passed: Seq[Attribute],
    child: LogicalPlan
) extends UnaryNode {
  override def output: Seq[Attribute] = passed ++ results.map(_.toAttribute)

  override def producedAttributes: AttributeSet = AttributeSet(results.map(_.toAttribute))

  override def maxRows: Option[Long] = child.maxRows

  override def maxRowsPerPartition: Option[Long] = child.maxRowsPerPartition

  override protected def withNewChildInternal(newChild: LogicalPlan): EvaluateEnergy =
    copy(child = newChild)
}
