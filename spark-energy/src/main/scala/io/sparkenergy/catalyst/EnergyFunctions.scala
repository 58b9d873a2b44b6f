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

import io.sparkenergy.backend.Precision
import io.sparkenergy.conf.{EnergyConf, EvaluationSettings}
import io.sparkenergy.error.{EnergyException, ErrorCondition}
import io.sparkenergy.model.{EnergyFiles, EnergyModels}
import io.sparkenergy.shims.CollectionConverters._
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.catalyst.FunctionIdentifier
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry.FunctionBuilder
import org.apache.spark.sql.catalyst.expressions.{
  Cast,
  CreateMap,
  Expression,
  ExpressionInfo,
  Literal,
  NamedExpression
}
import org.apache.spark.sql.catalyst.util.toPrettySQL
import org.apache.spark.sql.internal.SQLConf
import org.apache.spark.sql.types.StringType

/** The SQL functions: their help texts, and how their arguments become an [[EnergyCall]]. */
object EnergyFunctions {
  private val Usage = Map[Outcome, String](
    Outcome.EnergyOnly -> "The energy E(features) of a model; lower means more probable.",
    Outcome.ScoreOnly -> "The score of a model, -grad E(features), the gradient of its log-density.",
    Outcome.Both -> "Energy and score of a model, computed in one pass."
  )

  private val Example = Map[Outcome, String](
    Outcome.EnergyOnly -> "2.5",
    Outcome.ScoreOnly -> "[-1.0,-2.0]",
    Outcome.Both -> """{"energy":2.5,"score":[-1.0,-2.0]}"""
  )

  private val SummaryUsage =
    "Aggregate: count, mean, std, range and quantiles of the energies of a model, NaN and infinite" +
      " ones counted apart."

  private val SummaryExample =
    """{"count":1,"nans":0,"infinities":0,"mean":2.5,"min":2.5,"max":2.5,"q05":2.5,"q25":2.5,""" +
      """"median":2.5,"q75":2.5,"q95":2.5}"""

  private val MostOfName = 80

  type Definition = (FunctionIdentifier, ExpressionInfo, FunctionBuilder)

  val All: Seq[Definition] =
    Seq(Outcome.EnergyOnly, Outcome.ScoreOnly, Outcome.Both).map { outcome =>
      (
        FunctionIdentifier(outcome.function),
        describe(outcome.function, classOf[EnergyCall], Usage(outcome), Example(outcome)),
        builder(call(outcome, outcome.function, _))
      )
    } :+ (
      (
        FunctionIdentifier(EnergySummary.Name),
        describe(EnergySummary.Name, classOf[EnergySummary], SummaryUsage, SummaryExample),
        builder { arguments =>
          EnergySummary(call(Outcome.EnergyOnly, EnergySummary.Name, arguments))
        }
      )
    )

  /** Makes the functions Spark's own in this JVM: sessions begun from now on have them, and
    * permanent views may use them, which Spark refuses of functions that only a session knows.
    */
  def registerBuiltin(): Unit = All.foreach { case (name, info, builder) =>
    FunctionRegistry.builtin.registerFunction(name, info, builder)
  }

  /** The name under which sessions know a function that is Spark's own: as it is up to Spark 4.1,
    * with catalog and database from 4.2 on. The registry that puts them there is asked.
    */
  def builtinName(name: FunctionIdentifier): FunctionIdentifier =
    FunctionRegistry.builtin.listFunction().find(_.funcName == name.funcName).getOrElse(name)

  private def builder(make: Seq[Expression] => Expression): FunctionBuilder = arguments =>
    try {
      make(arguments)
    } catch {
      case refusal: EnergyException => throw EnergyAnalysisException.of(refusal)
    }

  private def call(
      outcome: Outcome,
      function: String,
      arguments: Seq[Expression]
  ): EnergyCall = {
    if (arguments.length != 2 && arguments.length != 3) {
      throw EnergyException.of(
        ErrorCondition.ARGUMENT_COUNT,
        "function",
        function,
        "found",
        Int.box(arguments.length)
      )
    }
    val conf = SessionConf()
    val files = new EnergyFiles(() => SparkSession.active.sessionState.newHadoopConf())
    val model = EnergyModels.find(text(function, arguments.head), conf, files)
    val settings = arguments.drop(2).headOption match {
      case None => EvaluationSettings.of(conf, model.energy)
      case Some(map: CreateMap) =>
        EvaluationSettings.of(conf.`with`(options(function, map)), model.energy)
      case Some(precision) =>
        EvaluationSettings
          .of(conf, model.energy)
          .`with`(Precision.parse(s"$function, precision", text(function, precision)))
    }
    val result =
      EnergyCall(outcome, ModelReference(model), arguments(1), settings, name(arguments(1)))
    requireGradient(result)
    result
  }

  /** A model that cannot give its score says so now, not in a task. */
  private def requireGradient(call: EnergyCall): Unit = {
    val energy = call.model.energy
    energy.program(call.quantities, energy.dimension.orElseGet(() => energy.minimumDimension))
  }

  private def name(features: Expression): String = features match {
    case column: NamedExpression => column.name
    case computed =>
      val sql = toPrettySQL(computed)
      if (sql.length > MostOfName) sql.take(MostOfName - 3) + "..." else sql
  }

  private def options(function: String, map: CreateMap): java.util.Map[String, String] = {
    val literals = map.children.flatMap(written)
    if (literals.length != map.children.length) {
      throw EnergyException.of(
        ErrorCondition.CONFIGURATION,
        "key",
        s"$function, options",
        "found",
        map.sql,
        "expected",
        "a map of literals, none null"
      )
    }
    literals.grouped(2).map(pair => pair.head -> pair.last).toMap.asJava
  }

  /** A literal as it was written: where a map mixes types, analysis may have cast it by now. */
  private def written(argument: Expression): Option[String] = argument match {
    case cast: Cast                         => written(cast.child)
    case Literal(value, _) if value != null => Some(value.toString)
    case _                                  => None
  }

  private def text(function: String, argument: Expression): String = argument match {
    case Literal(value, StringType) if value != null => value.toString
    case other =>
      throw EnergyException.of(
        ErrorCondition.MODEL_NOT_LITERAL,
        "function",
        function,
        "found",
        other.sql
      )
  }

  private def describe(
      name: String,
      expression: Class[_],
      usage: String,
      example: String
  ): ExpressionInfo = {
    val spec = """{"type": "harmonic", "k": 1}"""
    new ExpressionInfo(
      expression.getName,
      null,
      name,
      s"_FUNC_(model, features[, options]) - $usage",
      """
    Arguments:
      * model - a string literal: the name that an energy was registered under, the <name> of a
          setting spark.energy.functions.<name>, or the JSON of an energy.
      * features - the vector to evaluate: array<double>, array<float>, or an ML vector, dense or
          sparse. Null gives null; a null element or a wrong number of elements is an error.
      * options - a string literal, 'double' or 'float', in place of spark.energy.precision; or a
          map of literals in place of settings: map('precision', 'float', 'batch.rows', 256), whose
          keys are backend, device, precision, batch.rows and batch.bytes.
  """,
      s"""
    Examples:
      > SELECT _FUNC_('$spec', array(1.0D, 2.0D));
       $example
  """,
      """
    Rows are evaluated in batches wherever the query allows; EXPLAIN shows EvaluateEnergy there.
  """,
      "",
      "0.1.0",
      "",
      ""
    )
  }
}

/** The configuration of the session that a query is analysed in. */
private[catalyst] object SessionConf {
  def apply(): EnergyConf = {
    val conf = SQLConf.get
    new EnergyConf(
      (key: String, byDefault: String) => conf.getConfString(key, byDefault),
      () => conf.getAllConfs.asJava
    )
  }
}
