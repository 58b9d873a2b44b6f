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

import org.apache.spark.sql.catalyst.expressions.{Alias, Attribute, Expression}
import org.apache.spark.sql.catalyst.plans.{FullOuter, InnerLike, LeftOuter, RightOuter}
import org.apache.spark.sql.catalyst.plans.logical._

/** Finds results that a plan computes already, so that `SELECT energy('m', x) ... WHERE energy('m',
  * x) < 3` computes them once.
  */
private[catalyst] object KnownResults {

  /** The plan with the result of a call in its output, if it computes that somewhere below. */
  def expose(plan: LogicalPlan, call: EnergyCall): Option[(LogicalPlan, Attribute)] =
    find(plan, call).map { case (exposing, attribute) =>
      // As the plan gives it: above an outer join it may be null.
      (exposing, exposing.output.find(_.exprId == attribute.exprId).get)
    }

  private def find(plan: LogicalPlan, call: EnergyCall): Option[(LogicalPlan, Attribute)] =
    plan match {
      case evaluate: EvaluateEnergy =>
        evaluate.results
          .collectFirst {
            case alias @ Alias(known: EnergyCall, _) if same(known, call, evaluate.child) =>
              (evaluate: LogicalPlan, alias.toAttribute)
          }
          .orElse(find(evaluate.child, call).map { case (child, attribute) =>
            (
              evaluate.copy(passed = including(evaluate.passed, attribute), child = child),
              attribute
            )
          })
      case project: Project if call.references.subsetOf(project.child.outputSet) =>
        find(project.child, call).map { case (child, attribute) =>
          val list =
            if (project.projectList.exists(_.toAttribute.exprId == attribute.exprId)) {
              project.projectList
            } else {
              project.projectList :+ attribute
            }
          (project.copy(projectList = list, child = child), attribute)
        }
      case _: Filter | _: Sort | _: Window | _: LocalLimit | _: GlobalLimit |
          _: RepartitionOperation =>
        find(plan.children.head, call).map { case (child, attribute) =>
          (plan.withNewChildren(Seq(child)), attribute)
        }
      case join: Join =>
        sides(join).flatMap { side =>
          find(join.children(side), call).map { case (child, attribute) =>
            (join.withNewChildren(join.children.updated(side, child)), attribute)
          }
        }.headOption
      case _ => None
    }

  /** The sides whose columns a join passes on. A missing side's features are null, its results too.
    */
  private def sides(join: Join): Seq[Int] = join.joinType match {
    case _: InnerLike | LeftOuter | RightOuter | FullOuter => Seq(0, 1)
    case _                                                 => Seq(0)
  }

  private def same(known: EnergyCall, call: EnergyCall, child: LogicalPlan): Boolean =
    known.semanticEquals(call) ||
      known.copy(features = definition(known.features, child)).semanticEquals(call)

  /** What a column of features was computed from. */
  private def definition(features: Expression, child: LogicalPlan): Expression =
    (features, child) match {
      case (column: Attribute, Project(list, _)) =>
        list
          .collectFirst { case alias: Alias if alias.exprId == column.exprId => alias.child }
          .getOrElse(features)
      case _ => features
    }

  private def including(attributes: Seq[Attribute], attribute: Attribute): Seq[Attribute] =
    if (attributes.exists(_.exprId == attribute.exprId)) attributes else attributes :+ attribute
}
