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
package io.sparkenergy.catalyst;

import io.sparkenergy.error.EnergyException;
import java.util.Map;
import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.trees.Origin;
import scala.Option;

/**
 * A refusal that Spark SQL meets while it analyses a query: the same condition and message, with
 * its SQLSTATE, and the place in the query that it is about.
 */
public final class EnergyAnalysisException extends AnalysisException {
  private static final long serialVersionUID = 1L;

  private final EnergyException refusal;

  private EnergyAnalysisException(
      EnergyException refusal, Option<Object> line, Option<Object> start, QueryContext[] context) {
    super(
        refusal.getMessage() + " SQLSTATE: " + refusal.condition().sqlState(),
        line,
        start,
        Option.apply(refusal),
        Option.empty(),
        scala.collection.immutable.Map$.MODULE$.empty(),
        context);
    this.refusal = refusal;
  }

  static EnergyAnalysisException of(EnergyException refusal) {
    return new EnergyAnalysisException(
        refusal, Option.empty(), Option.empty(), new QueryContext[0]);
  }

  /** The refusal that this shows. */
  public EnergyException refusal() {
    return refusal;
  }

  /** Named as in Spark 3.5; deprecated by Spark 4.0, and still asked for. */
  @Override
  @SuppressWarnings("deprecation")
  public String getErrorClass() {
    return getCondition();
  }

  /** Named as from Spark 4.0 on, where it overrides; in 3.5 there is nothing to override. */
  @SuppressWarnings("MissingOverride")
  public String getCondition() {
    return "ENERGY_" + refusal.condition().name();
  }

  @Override
  public String getSqlState() {
    return refusal.condition().sqlState();
  }

  @Override
  public Map<String, String> getMessageParameters() {
    return refusal.parameters();
  }

  @Override
  public EnergyAnalysisException withPosition(Origin origin) {
    EnergyAnalysisException placed =
        new EnergyAnalysisException(
            refusal, origin.line(), origin.startPosition(), origin.getQueryContext());
    placed.setStackTrace(getStackTrace());
    return placed;
  }
}
