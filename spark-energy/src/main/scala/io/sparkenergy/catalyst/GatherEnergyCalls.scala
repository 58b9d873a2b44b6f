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

import io.sparkenergy.conf.EnergyConf
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.catalyst.expressions.{And, Expression, PredicateHelper}
import org.apache.spark.sql.catalyst.plans.InnerLike
import org.apache.spark.sql.catalyst.plans.logical._
import org.apache.spark.sql.catalyst.rules.Rule

/** Gathers the energy calls of a plan into [[EvaluateEnergy]] nodes below the operators that ask
  * for them, wherever that keeps the answer; other calls stay and are evaluated row by row.
  *
  * It runs when the optimiser is otherwise done: filters are where they will be, and subqueries
  * have become joins.
  */
object GatherEnergyCalls extends Rule[LogicalPlan] with PredicateHelper {

  /** Has a session apply this rule, last of all. */
  def keepIn(session: SparkSession): Unit = {
    val experimental = session.experimental
    if (!experimental.extraOptimizations.contains(this)) {
      experimental.extraOptimizations ++= Seq(this)
    }
  }

  /** A rule that changes no plan, and sees to it that a session applies this one. */
  def keptIn(session: SparkSession): Rule[LogicalPlan] = {
    keepIn(session)
    new Rule[LogicalPlan] {
      override val ruleName: String = "io.sparkenergy.catalyst.KeepGatherEnergyCalls"

      override def apply(plan: LogicalPlan): LogicalPlan = {
        keepIn(session)
        plan
      }
    }
  }

  override def apply(plan: LogicalPlan): LogicalPlan = plan match {
    // It becomes a join of the query around it, and is seen again there.
    case Subquery(_, true)                                                     => plan
    case _ if !hasCalls(plan) || !SessionConf().flag(EnergyConf.BATCH_ENABLED) => plan
    case _ => TidyEnergyPlan(plan.transformUp { case node if asks(node) => gather(node) })
  }

  private def hasCalls(plan: LogicalPlan): Boolean = plan.exists(asks)

  private def asks(node: LogicalPlan): Boolean = node match {
    case _: EvaluateEnergy => false
    case _                 => node.expressions.exists(CallPlacement.hasCall)
  }

  private def gather(node: LogicalPlan): LogicalPlan = node match {
    case filter: Filter                           => gatherFilter(filter)
    case join @ Join(_, _, _, Some(condition), _) => gatherJoin(join, condition)
    case aggregate: Aggregate                     => gatherAggregate(aggregate)
    case _: Project | _: Sort | _: Window | _: Generate | _: Expand | _: RepartitionByExpression =>
      placed(node)(_.mapExpressions(_))
    case _ => node
  }

  /** Conditions without calls are cheap: they go below, and fewer rows are evaluated. */
  private def gatherFilter(filter: Filter): LogicalPlan =
    if (filter.deterministic) {
      val (costly, cheap) =
        splitConjunctivePredicates(filter.condition).partition(CallPlacement.hasCall)
      val child = cheap.reduceOption(And).fold(filter.child)(Filter(_, filter.child))
      val split = Filter(costly.reduce(And), child)
      val gathered = placed(split)(byConjunct)
      if (gathered eq split) filter else gathered
    } else {
      placed(filter)(_.mapExpressions(_))
    }

  /** A call over one side is evaluated on that side. One over both sides of an inner join is
    * evaluated above it; in an outer join it decides what matches, and stays.
    */
  private def gatherJoin(join: Join, condition: Expression): LogicalPlan = {
    val (across, rest) = splitConjunctivePredicates(condition).partition { conjunct =>
      CallPlacement.calls(conjunct).exists { call =>
        !call.references.subsetOf(join.left.outputSet) &&
        !call.references.subsetOf(join.right.outputSet)
      }
    }
    join.joinType match {
      case _: InnerLike if across.nonEmpty =>
        val matched = join.copy(condition = rest.reduceOption(And))
        val sided = if (rest.exists(CallPlacement.hasCall)) placed(matched)(byConjunct) else matched
        gatherFilter(Filter(across.reduce(And), sided))
      case _ => placed(join)(byConjunct)
    }
  }

  /** Calls on what is aggregated go below; calls on the aggregates' results go above. */
  private def gatherAggregate(aggregate: Aggregate): LogicalPlan =
    AggregateResults.split(aggregate) match {
      case Some(Project(list, below: Aggregate)) =>
        val inner = if (asks(below)) gatherAggregate(below) else below
        placed(Project(list, inner))(_.mapExpressions(_))
      case _ => placed(aggregate)(_.mapExpressions(_))
    }

  private type Rewriting = (LogicalPlan, Expression => Expression) => LogicalPlan

  private val byConjunct: Rewriting = (node, rewrite) =>
    node.mapExpressions(condition => splitConjunctivePredicates(condition).map(rewrite).reduce(And))

  /** Places the calls of a node below it, again and again until no more can be placed: a call over
    * another's result is placed above that one. The node's output stays what it was.
    */
  private def placed(node: LogicalPlan)(rewriting: Rewriting): LogicalPlan = {
    var current = node
    var placing = true
    while (placing) {
      val placement = new CallPlacement(current.children)
      rewriting(current, placement.unconditional)
      val rewritten = rewriting(current, placement.rewrite)
      placing = placement.placedAny
      if (placing) {
        current = rewritten.withNewChildren(placement.children)
      }
    }
    if (current.output.map(_.exprId) == node.output.map(_.exprId)) {
      current
    } else {
      Project(node.output, current)
    }
  }
}
