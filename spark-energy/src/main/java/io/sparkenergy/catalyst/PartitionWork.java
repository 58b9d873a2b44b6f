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

import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowJoiner;

/**
 * What a task does to each row of its partition.
 *
 * @param columns what is evaluated
 * @param fields the results, in the order of the output
 * @param keep the columns of a row that are passed on
 * @param kept how many columns are passed on
 * @param joiner puts the results behind the columns passed on
 * @param maxRows the most rows of a batch
 */
record PartitionWork(
    List<EvaluatedColumn> columns,
    List<ResultField> fields,
    Function<InternalRow, UnsafeRow> keep,
    int kept,
    UnsafeRowJoiner joiner,
    OperatorMetrics metrics,
    int maxRows) {
  boolean passesOn() {
    return kept > 0;
  }
}
