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

import io.sparkenergy.backend.Device
import io.sparkenergy.conf.EvaluationSettings
import io.sparkenergy.energy.Quantity
import io.sparkenergy.model.EnergyModel
import java.util.EnumSet
import org.apache.spark.rdd.RDD
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.{
  Alias,
  Attribute,
  AttributeSet,
  NamedExpression,
  SortOrder
}
import org.apache.spark.sql.catalyst.plans.physical.Partitioning
import org.apache.spark.sql.execution.{SparkPlan, UnaryExecNode}
import org.apache.spark.sql.execution.metric.{SQLMetric, SQLMetrics}

/** The operator: evaluates models over columns of its input, batch by batch, one pass for all.
  *
  * @param columnar
  *   whether the child hands over columns, which are copied from as they lie
  */
case class EvaluateEnergyExec(
    results: Seq[NamedExpression],
    passed: Seq[Attribute],
    child: SparkPlan,
    columnar: Boolean = false
) extends UnaryExecNode {

  override def output: Seq[Attribute] = passed ++ results.map(_.toAttribute)

  override def producedAttributes: AttributeSet = AttributeSet(results.map(_.toAttribute))

  override def outputPartitioning: Partitioning = child.outputPartitioning

  override def outputOrdering: Seq[SortOrder] = child.outputOrdering

  private def aliases: Seq[(Alias, EnergyCall)] =
    results.collect { case alias @ Alias(call: EnergyCall, _) => (alias, call) }

  private def settings: EvaluationSettings = aliases.head._2.settings

  override lazy val metrics: Map[String, SQLMetric] = {
    val backends = aliases.map(_._2.settings.backend).distinct.mkString(", ")
    Map(
      "rows" -> SQLMetrics.createMetric(sparkContext, s"rows, by backend $backends"),
      "batches" -> SQLMetrics.createMetric(sparkContext, "batches"),
      "copyTime" -> SQLMetrics.createNanoTimingMetric(sparkContext, "copy time"),
      "computeTime" -> SQLMetrics.createNanoTimingMetric(sparkContext, "compute time"),
      "peakMemory" -> SQLMetrics.createSizeMetric(sparkContext, "peak native memory")
    ) ++ Some("onGpu" -> onGpu).filter(_ => aliases.exists(_._2.settings.device != Device.CPU))
  }

  private lazy val onGpu: SQLMetric =
    SQLMetrics.createMetric(sparkContext, "rows evaluated on GPUs")

  override protected def doExecute(): RDD[InternalRow] = {
    val partition = EvaluatedPartition(
      evaluated,
      fields,
      passed,
      results.map(_.toAttribute),
      child.output,
      settings.size.maxRows,
      new OperatorMetrics(
        longMetric("rows"),
        onGpu,
        longMetric("batches"),
        longMetric("copyTime"),
        longMetric("computeTime"),
        longMetric("peakMemory")
      )
    )
    if (columnar) {
      child
        .executeColumnar()
        .mapPartitionsWithIndex(
          (index, batches) => partition.columns(index, batches),
          preservesPartitioning = true
        )
    } else {
      child
        .execute()
        .mapPartitionsWithIndex(
          (index, rows) => partition.rows(index, rows),
          preservesPartitioning = true
        )
    }
  }

  private type Evaluation = (EnergyModel, Attribute, EvaluationSettings)

  private def evaluation(call: EnergyCall): Evaluation =
    (call.model, call.features.asInstanceOf[Attribute], call.settings)

  /** Energy and score of one model over one column are one evaluation. */
  private lazy val grouped: Seq[(Evaluation, Seq[EnergyCall])] = {
    val calls = aliases.map(_._2)
    calls.map(evaluation).distinct.map(key => key -> calls.filter(evaluation(_) == key))
  }

  private def evaluated: Seq[EvaluatedColumn] =
    grouped.map { case ((model, features, settings), calls) =>
      val quantities = EnumSet.noneOf(classOf[Quantity])
      calls.foreach(call => quantities.addAll(call.quantities))
      new EvaluatedColumn(
        model,
        quantities,
        settings,
        child.output.indexWhere(_.exprId == features.exprId),
        features.dataType,
        calls.head.column
      )
    }

  private def fields: Seq[ResultField] =
    aliases.map { case (_, call) =>
      val place = grouped.indexWhere(_._1 == evaluation(call))
      new ResultField(place, call.quantities.iterator.next())
    }

  override def simpleString(maxFields: Int): String = {
    val evaluations = grouped.map { case ((model, features, settings), calls) =>
      val what = aliases
        .filter(a => calls.contains(a._2))
        .map { case (alias, _) => s"${alias.name}#${alias.exprId.id}" }
        .mkString(", ")
      val energy = model.energy
      val precision = settings.precision.symbol
      s"${model.name}(${features.name}) -> $what, ${energy.expectedDimension}, " +
        s"backend ${settings.backend}${device(settings)}, $precision"
    }
    val input = if (columnar) "columns" else "rows"
    s"$nodeName [${evaluations.mkString("; ")}], from $input"
  }

  /** Said where it is no matter of course. */
  private def device(settings: EvaluationSettings): String = settings.device match {
    case Device.CPU  => ""
    case Device.CUDA => ", device cuda"
    case Device.AUTO => ", device auto: where there is no GPU, the CPU"
  }

  override protected def withNewChildInternal(newChild: SparkPlan): EvaluateEnergyExec =
    copy(child = newChild)
}
