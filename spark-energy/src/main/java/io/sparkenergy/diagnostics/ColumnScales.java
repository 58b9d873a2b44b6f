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
package io.sparkenergy.diagnostics;

import io.sparkenergy.diagnostics.pass.EvaluatedRows;
import io.sparkenergy.diagnostics.report.ColumnScale;
import io.sparkenergy.numerics.RunningMoments;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Spread of each feature and size of each entry of the score, over rows that are finite. */
final class ColumnScales implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of rows of one dimension: the features, then the entries of the score. */
  private final TreeMap<Integer, RunningMoments[]> byDimension = new TreeMap<>();

  private transient double[] column = new double[0];
  private transient int[] finite = new int[0];

  void add(EvaluatedRows rows) {
    int count = keepFinite(rows);
    int d = rows.dimension();
    if (count == 0) {
      return;
    }
    RunningMoments[] moments =
        byDimension.computeIfAbsent(
            d,
            key ->
                Stream.generate(RunningMoments::new).limit(2L * d).toArray(RunningMoments[]::new));
    for (int i = 0; i < d; i++) {
      addColumn(moments[i], rows.features(), d, i, count);
      addColumn(moments[d + i], rows.scores(), d, i, count);
    }
  }

  private int keepFinite(EvaluatedRows rows) {
    if (finite == null || finite.length < rows.count()) {
      finite = new int[rows.count()];
      column = new double[rows.count()];
    }
    int d = rows.dimension();
    int count = 0;
    for (int row = 0; row < rows.count(); row++) {
      if (Double.isFinite(sum(rows.features(), row * d, d) + sum(rows.scores(), row * d, d))) {
        finite[count++] = row;
      }
    }
    return count;
  }

  /** Finite only if all numbers are. */
  private static double sum(double[] values, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += values[i] * 0;
    }
    return sum;
  }

  private void addColumn(RunningMoments moments, double[] values, int d, int place, int count) {
    for (int i = 0; i < count; i++) {
      column[i] = values[finite[i] * d + place];
    }
    moments.add(column, count);
  }

  void merge(ColumnScales other) {
    other.byDimension.forEach(
        (d, moments) ->
            byDimension.merge(
                d,
                moments,
                (mine, others) -> {
                  for (int i = 0; i < mine.length; i++) {
                    mine[i].merge(others[i]);
                  }
                  return mine;
                }));
  }

  /** Of the rows of the dimension that most rows have. */
  List<ColumnScale> scales(List<String> columns) {
    return byDimension.entrySet().stream()
        .max(
            Comparator.comparingLong(
                (Map.Entry<Integer, RunningMoments[]> e) -> e.getValue()[0].count()))
        .map(most -> scales(columns, most.getKey(), most.getValue()))
        .orElse(List.of());
  }

  private static List<ColumnScale> scales(List<String> columns, int d, RunningMoments[] moments) {
    return IntStream.range(0, d)
        .mapToObj(
            i ->
                new ColumnScale(
                    columns.size() == d && d > 1 ? columns.get(i) : columns.get(0) + "[" + i + "]",
                    moments[i].mean(),
                    moments[i].std(),
                    rootMeanSquare(moments[d + i])))
        .toList();
  }

  private static double rootMeanSquare(RunningMoments moments) {
    double n = moments.count();
    double squares = n < 2 ? 0 : moments.std() * moments.std() * (n - 1) / n;
    return Math.sqrt(moments.mean() * moments.mean() + squares);
  }
}
