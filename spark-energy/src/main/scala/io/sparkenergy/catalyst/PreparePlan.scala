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

import org.apache.spark.sql.catalyst.rules.Rule
import org.apache.spark.sql.execution.{ColumnarRule, ColumnarToRowExec, SparkPlan}
import org.apache.spark.sql.execution.exchange.Exchange
import org.apache.spark.sql.execution.metric.SQLMetrics

/** What is done to a physical plan just before it runs. */
object PreparePlan extends ColumnarRule {
  override def preColumnarTransitions: Rule[SparkPlan] = CountRowByRow
  override def postColumnarTransitions: Rule[SparkPlan] = ReadColumns

  /** Has the operators that evaluate energies row by row say so, and count the rows. */
  private object CountRowByRow extends Rule[SparkPlan] {
    override def apply(plan: SparkPlan): SparkPlan = plan.transformUp {
      // Spark refuses a rule that puts something in an exchange's place.
      case node @ (_: EvaluateEnergyExec | _: Exchange) => node
      case node if uncounted(node) =>
        val counter = SQLMetrics.createMetric(
          node.session.sparkContext,
          "rows evaluated one by one"
        )
        RowByRowEnergyExec(node.transformExpressions { case call: EnergyCall =>
          call.copy(counter = Some(counter))
        })
    }

    private def uncounted(node: SparkPlan): Boolean =
      node.expressions.flatMap(CallPlacement.calls).exists(_.counter.isEmpty)
  }

  /** Lets the operator read columns where its child has them, instead of the rows made of them. */
  private object ReadColumns extends Rule[SparkPlan] {
    override def apply(plan: SparkPlan): SparkPlan = plan.transformUp {
      case operator @ EvaluateEnergyExec(_, _, ColumnarToRowExec(columns), false) =>
        operator.copy(child = columns, columnar = true)
    }
  }
}
