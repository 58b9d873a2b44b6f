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

import io.sparkenergy.conf.EvaluationSettings;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.model.EnergyModel;
import java.io.Serializable;
import java.util.Set;
import org.apache.spark.sql.types.DataType;

/**
 * One model over one column of the operator's input, and what is wanted of it.
 *
 * @param ordinal where the column stands in the input
 * @param column what messages call it
 */
public record EvaluatedColumn(
    EnergyModel model,
    Set<Quantity> quantities,
    EvaluationSettings settings,
    int ordinal,
    DataType type,
    String column)
    implements Serializable {}
