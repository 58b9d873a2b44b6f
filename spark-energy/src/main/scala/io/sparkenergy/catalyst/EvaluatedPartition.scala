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

import io.sparkenergy.shims.CollectionConverters._
import java.util.{function => juf}
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.{Attribute, UnsafeProjection, UnsafeRow}
import org.apache.spark.sql.catalyst.expressions.codegen.{GenerateUnsafeRowJoiner, UnsafeRowJoiner}
import org.apache.spark.sql.types.{StructField, StructType}
import org.apache.spark.sql.vectorized.ColumnarBatch

/** What a task of the operator does with its partition. Holds no plan. */
private[catalyst] case class EvaluatedPartition(
    evaluated: Seq[EvaluatedColumn],
    fields: Seq[ResultField],
    passed: Seq[Attribute],
    results: Seq[Attribute],
    input: Seq[Attribute],
    maxRows: Int,
    metrics: OperatorMetrics
) {
  def rows(index: Int, rows: Iterator[InternalRow]): Iterator[InternalRow] =
    if (rows.isEmpty) {
      Iterator.empty
    } else {
      new RowBatches(rows.asJava, work(index, allAsTheyAre = passed == input)).asScala
    }

  def columns(index: Int, batches: Iterator[ColumnarBatch]): Iterator[InternalRow] =
    new ColumnBatches(batches.asJava, work(index, allAsTheyAre = false)).asScala

  private def work(index: Int, allAsTheyAre: Boolean): PartitionWork =
    new PartitionWork(
      evaluated.asJava,
      fields.asJava,
      keep(index, allAsTheyAre),
      passed.length,
      joiner,
      metrics,
      maxRows
    )

  /** Code is generated only where columns are passed on: it costs more than a few rows' energies.
    */
  private def keep(index: Int, allAsTheyAre: Boolean): juf.Function[InternalRow, UnsafeRow] =
    if (passed.isEmpty) { _ =>
      new UnsafeRow(0)
    } else {
      val projection = UnsafeProjection.create(passed, input)
      projection.initialize(index)
      if (allAsTheyAre) {
        {
          case row: UnsafeRow => row
          case row            => projection(row)
        }
      } else { row =>
        projection(row)
      }
    }

  private def joiner: UnsafeRowJoiner =
    if (passed.isEmpty) { (_: UnsafeRow, results: UnsafeRow) =>
      results
    } else {
      GenerateUnsafeRowJoiner.create(schema(passed), schema(results))
    }

  private def schema(attributes: Seq[Attribute]): StructType =
    StructType(attributes.map(a => StructField(a.name, a.dataType, a.nullable)))
}
