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

import org.apache.spark.sql.catalyst.expressions._
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression
import org.apache.spark.sql.catalyst.plans.logical.{LogicalPlan, Project}
import org.apache.spark.sql.types.NullType
import scala.collection.mutable.ArrayBuffer

/** Replaces the calls in a node's expressions by attributes that its children shall give.
  *
  * Spark evaluates a branch only where its condition holds, and users rely on it: `CASE WHEN
  * size(x) = 3 THEN energy('m', x) END` must not fail on other sizes. A call in a branch is placed
  * with that condition as its guard: its features are null wherever the branch is not taken.
  */
private[catalyst] final class CallPlacement(nodes: Seq[LogicalPlan]) {
  private val sites = nodes.map(new Site(_))
  private var placing = 0

  /** Whether a call was replaced. */
  def placedAny: Boolean = placing > 0

  /** The children, with what they shall give. */
  def children: Seq[LogicalPlan] = sites.map(_.built)

  /** Notes the calls of an expression that are evaluated whatever happens, so that the same calls
    * in branches need no evaluation of their own; gives the expression as it is.
    */
  def unconditional(expression: Expression): Expression = {
    replace(expression, Nil, onlyUnconditional = true)
    expression
  }

  def rewrite(expression: Expression): Expression =
    replace(expression, Nil, onlyUnconditional = false)

  /** @param guard
    *   the conditions under which the expression is evaluated, outer ones first
    */
  private def replace(
      expression: Expression,
      guard: Seq[Expression],
      onlyUnconditional: Boolean
  ): Expression = {
    def inside(e: Expression, conditions: Expression*): Expression =
      replace(e, guard ++ conditions, onlyUnconditional)

    def place(call: EnergyCall): Option[Expression] =
      if (guard.nonEmpty && onlyUnconditional) None else placeUnder(call, guard)

    expression match {
      case e if !CallPlacement.hasCall(e) => e
      case field @ GetStructField(call @ EnergyCall(Outcome.Both, _, _, _, _, _), ordinal, _) =>
        place(call.copy(outcome = Outcome.Parts(ordinal)))
          .getOrElse(field.mapChildren(inside(_)))
      case call: EnergyCall if CallPlacement.hasCall(call.features) =>
        call.copy(features = inside(call.features))
      case call @ EnergyCall(Outcome.Both, _, _, _, _, _) =>
        val parts = Outcome.Parts.flatMap(part => place(call.copy(outcome = part)))
        if (parts.length == Outcome.Parts.length) struct(call, parts) else call
      case call: EnergyCall => place(call).getOrElse(call)

      case If(condition, yes, no) =>
        If(inside(condition), inside(yes, condition), inside(no, isNot(condition, true)))
      case CaseWhen(branches, otherwise) =>
        val conditions = branches.map(_._1)
        val rewritten = branches.zipWithIndex.map { case ((condition, value), i) =>
          val untaken = conditions.take(i).map(isNot(_, true))
          (inside(condition, untaken: _*), inside(value, untaken :+ condition: _*))
        }
        CaseWhen(rewritten, otherwise.map(inside(_, conditions.map(isNot(_, true)): _*)))
      case Coalesce(values) =>
        Coalesce(values.zipWithIndex.map { case (value, i) =>
          inside(value, values.take(i).map(IsNull): _*)
        })
      case And(left, right) => And(inside(left), inside(right, isNot(left, false)))
      case Or(left, right)  => Or(inside(left), inside(right, isNot(left, true)))
      case aggregate @ AggregateExpression(function, _, _, Some(filter), _) =>
        aggregate.withNewChildren(
          Seq(function.mapChildren(inside(_, filter)), inside(filter))
        )

      // Evaluated for each element of an array, on some condition, or with its errors caught.
      case e @ (_: LambdaFunction | _: ConditionalExpression | _: TryEval |
          _: SubqueryExpression) =>
        e
      case e => e.mapChildren(inside(_))
    }
  }

  private def isNot(condition: Expression, value: Boolean): Expression =
    Not(EqualNullSafe(condition, Literal(value)))

  private def struct(call: EnergyCall, parts: Seq[Expression]): Expression = {
    val fields = Seq("energy", "score").zip(parts).flatMap { case (name, part) =>
      Seq(Literal(name), KnownNotNull(part))
    }
    If(IsNull(parts.head), Literal(null, call.dataType), CreateNamedStruct(fields))
  }

  private def placeUnder(call: EnergyCall, guard: Seq[Expression]): Option[Attribute] = {
    val condition = guard.reduceOption(And)
    val guarded = condition.fold(call) { holds =>
      val none = Literal(null, call.features.dataType)
      call.copy(features = If(holds, call.features, none))
    }
    val movable = condition.forall(_ => guarded.features.deterministic)
    if (!movable || call.features.dataType == NullType || CallPlacement.hasCall(guarded.features)) {
      None
    } else {
      val references = guarded.references
      sites
        .find(site =>
          references.subsetOf(site.node.outputSet) && (sites.size == 1 || references.nonEmpty)
        )
        .map { site =>
          placing += 1
          site.known(call).getOrElse(site.result(guarded))
        }
    }
  }

  /** A child, and the results that it shall give. */
  private final class Site(var node: LogicalPlan) {
    private val results = ArrayBuffer.empty[Alias]

    /** A result that is there already: here, or from an operator further down. */
    def known(call: EnergyCall): Option[Attribute] =
      results
        .collectFirst {
          case alias @ Alias(other: EnergyCall, _) if other.semanticEquals(call) => alias
        }
        .map(_.toAttribute)
        .orElse(KnownResults.expose(node, call).map { case (exposing, attribute) =>
          node = exposing
          attribute
        })

    def result(call: EnergyCall): Attribute =
      known(call).getOrElse {
        val alias = Alias(call, if (call.outcome == Outcome.EnergyOnly) "energy" else "score")()
        results += alias
        alias.toAttribute
      }

    /** Features that are computed become columns first, in one projection. */
    def built: LogicalPlan =
      if (results.isEmpty) {
        node
      } else {
        val columns = ArrayBuffer.empty[Alias]
        val overColumns = results.map { alias =>
          val call = alias.child.asInstanceOf[EnergyCall]
          val features = call.features match {
            case column: Attribute => column
            case computed =>
              columns
                .find(_.child.semanticEquals(computed))
                .getOrElse {
                  val column = Alias(computed, call.column)()
                  columns += column
                  column
                }
                .toAttribute
          }
          Alias(call.copy(features = features), alias.name)(exprId = alias.exprId)
        }
        val child = if (columns.isEmpty) node else Project(node.output ++ columns, node)
        EvaluateEnergy(overColumns.toList, node.output, child)
      }
  }
}

private[catalyst] object CallPlacement {
  def hasCall(expression: Expression): Boolean = expression.exists(_.isInstanceOf[EnergyCall])

  def calls(expression: Expression): Seq[EnergyCall] = expression.collect { case call: EnergyCall =>
    call
  }
}
