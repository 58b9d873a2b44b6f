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

import org.apache.spark.sql.catalyst.expressions.{
  Alias,
  Attribute,
  AttributeSet,
  IntegerLiteral,
  Literal,
  NamedExpression
}
import org.apache.spark.sql.catalyst.optimizer.{CollapseProject, ColumnPruning, RemoveNoopOperators}
import org.apache.spark.sql.catalyst.plans.logical.{Filter, LocalLimit, LogicalPlan, Project}
import org.apache.spark.sql.catalyst.rules.Rule

/** After calls were gathered: columns that nobody reads any more are not passed on nor scanned,
  * limits go below evaluations, and projections that only rename are taken in.
  */
private[catalyst] object TidyEnergyPlan extends Rule[LogicalPlan] {
  private val MostRounds = 10

  private val rules =
    Seq(
      ColumnPruning,
      PassOnLess,
      ReadLess,
      LimitBelow,
      CollapseProject,
      TakeInNames,
      RemoveNoopOperators
    )

  override def apply(plan: LogicalPlan): LogicalPlan = tidied(plan, MostRounds)

  private def tidied(plan: LogicalPlan, rounds: Int): LogicalPlan = {
    val after = rules.foldLeft(plan)((before, rule) => rule(before))
    if (rounds == 0 || after.fastEquals(plan)) after else tidied(after, rounds - 1)
  }

  /** Only what is read above is passed on, and only that is computed. */
  private object PassOnLess extends Rule[LogicalPlan] {
    override def apply(plan: LogicalPlan): LogicalPlan = plan.transformDown {
      case project @ Project(_, evaluate: EvaluateEnergy) =>
        project.copy(child = narrowed(evaluate, project.references))
      case project @ Project(_, filter @ Filter(_, evaluate: EvaluateEnergy)) =>
        val needed = project.references ++ filter.references
        project.copy(child = filter.copy(child = narrowed(evaluate, needed)))
    }

    private def narrowed(evaluate: EvaluateEnergy, needed: AttributeSet): LogicalPlan = {
      val results = evaluate.results.filter(needed.contains(_))
      if (results.isEmpty) {
        evaluate.child
      } else {
        evaluate.copy(results = results, passed = evaluate.passed.filter(needed.contains))
      }
    }
  }

  /** Only what is passed on or evaluated is read. */
  private object ReadLess extends Rule[LogicalPlan] {
    override def apply(plan: LogicalPlan): LogicalPlan = plan.transformDown {
      case evaluate: EvaluateEnergy if !evaluate.child.outputSet.subsetOf(evaluate.references) =>
        val read = evaluate.child.output.filter(evaluate.references.contains)
        evaluate.copy(child = Project(read, evaluate.child))
    }
  }

  /** An evaluation gives as many rows as it takes: beyond the limit it need not take any. */
  private object LimitBelow extends Rule[LogicalPlan] {
    override def apply(plan: LogicalPlan): LogicalPlan = plan.transformDown {
      case limit @ LocalLimit(IntegerLiteral(most), child) => limit.copy(child = below(most, child))
    }

    private def below(most: Int, plan: LogicalPlan): LogicalPlan = plan match {
      case project: Project => project.copy(child = below(most, project.child))
      case evaluate: EvaluateEnergy if !evaluate.child.maxRowsPerPartition.exists(_ <= most) =>
        val limited = LocalLimit(Literal(most), evaluate.child)
        evaluate.copy(child = limited)
      case _ => plan
    }
  }

  /** `SELECT id, energy('m', x) AS e`: the operator itself gives the result its name. */
  private object TakeInNames extends Rule[LogicalPlan] {
    override def apply(plan: LogicalPlan): LogicalPlan = plan.transformDown {
      case project @ Project(list, evaluate: EvaluateEnergy) =>
        val (columns, others) = list.span {
          case column: Attribute => evaluate.passed.exists(_.exprId == column.exprId)
          case _                 => false
        }
        val renamed = others.flatMap(named(_, evaluate.results))
        val each = renamed.map(_._1).distinct
        if (others.nonEmpty && each.length == others.length && renamed.length == others.length) {
          val passed = columns.collect { case column: Attribute => column }
          evaluate.copy(results = renamed.map(_._2), passed = passed)
        } else {
          project
        }
    }

    /** The result that an item of a projection only renames, and that result under its name. */
    private def named(
        item: NamedExpression,
        results: Seq[NamedExpression]
    ): Option[(NamedExpression, NamedExpression)] = {
      def result(attribute: Attribute) = results.find(_.exprId == attribute.exprId)
      item match {
        case alias @ Alias(attribute: Attribute, name) =>
          result(attribute).collect { case original @ Alias(call, _) =>
            (original, Alias(call, name)(alias.exprId, alias.qualifier, alias.explicitMetadata))
          }
        case attribute: Attribute => result(attribute).map(original => (original, original))
        case _                    => None
      }
    }
  }
}
