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

import org.apache.spark.sql.catalyst.expressions.{Alias, Attribute, Expression, NamedExpression}
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression
import org.apache.spark.sql.catalyst.plans.logical.{Aggregate, Project}
import scala.collection.mutable.ArrayBuffer

/** Energies of aggregates: `energy('m', array(avg(a), avg(b)))`. */
private[catalyst] object AggregateResults {

  /** An aggregate as the same one without calls on its results, and a projection with them. */
  def split(aggregate: Aggregate): Option[Project] =
    if (aggregate.aggregateExpressions.exists(hasCallOnResults(_, aggregate.groupingExpressions))) {
      val below = ArrayBuffer.empty[NamedExpression]
      val above = aggregate.aggregateExpressions.map { result =>
        if (hasCallOnResults(result, aggregate.groupingExpressions)) {
          overResults(result, aggregate.groupingExpressions, below).asInstanceOf[NamedExpression]
        } else {
          below += result
          result.toAttribute
        }
      }
      Some(Project(above, aggregate.copy(aggregateExpressions = below.distinct.toList)))
    } else {
      None
    }

  private def isResult(e: Expression, groups: Seq[Expression]): Boolean =
    e.isInstanceOf[AggregateExpression] || groups.exists(_.semanticEquals(e))

  private def hasCallOnResults(e: Expression, groups: Seq[Expression]): Boolean =
    !isResult(e, groups) &&
      (e.isInstanceOf[EnergyCall] || e.children.exists(hasCallOnResults(_, groups)))

  private def overResults(
      e: Expression,
      groups: Seq[Expression],
      below: ArrayBuffer[NamedExpression]
  ): Expression = e match {
    case group: Attribute =>
      below += group
      group
    case result if isResult(result, groups) =>
      below
        .collectFirst { case alias: Alias if alias.child.semanticEquals(result) => alias }
        .getOrElse {
          val alias = Alias(result, "result")()
          below += alias
          alias
        }
        .toAttribute
    case other => other.mapChildren(overResults(_, groups, below))
  }
}
