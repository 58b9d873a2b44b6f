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
package io.sparkenergy.sql;

import java.io.Serializable;

/** Some samples, row after row, with their weights; all finite, all weights above 0. */
public final class SampleBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int dimension;
  private final double[] rows;
  private final double[] weights;

  /**
   * Samples as they stand in arrays.
   *
   * @param rows as many vectors as there are weights, row after row
   */
  public SampleBlock(int dimension, double[] rows, double[] weights) {
    this.dimension = dimension;
    this.rows = rows;
    this.weights = weights;
  }

  public int dimension() {
    return dimension;
  }

  /** How many samples there are. */
  public int count() {
    return weights.length;
  }

  /** The samples, row after row; not a copy. */
  public double[] rows() {
    return rows;
  }

  /** A weight a sample; not a copy. */
  public double[] weights() {
    return weights;
  }
}
