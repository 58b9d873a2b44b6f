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
package io.sparkenergy.backend.cpu.f64;

import io.sparkenergy.backend.cpu.plan.Plan;
import io.sparkenergy.backend.cpu.plan.Plan.Buffer;
import io.sparkenergy.backend.cpu.plan.Plan.Place;
import io.sparkenergy.backend.cpu.plan.Plan.Role;
import java.util.List;

/**
 * The arrays that a plan's values stand in: those of the batch, where row i of the batch is row i,
 * and a tile's scratch, where a tile's first row is row 0. Scratch has room for a row and a SIMD
 * register on both sides, for what loops read and write beyond the rows.
 */
final class DoubleMemory {
  private final Plan plan;
  private final double[][] arrays;
  private final int[] origins;

  /**
   * Allocates scratch for {@code tileRows} rows.
   *
   * @param features the batch's rows
   * @param results the arrays of the program's results, in its order
   */
  DoubleMemory(Plan plan, int tileRows, int lanes, double[] features, List<double[]> results) {
    this.plan = plan;
    this.arrays = new double[plan.buffers().size()][];
    this.origins = new int[arrays.length];
    for (int i = 0; i < arrays.length; i++) {
      Buffer buffer = plan.buffers().get(i);
      if (buffer.role() == Role.ROWS) {
        arrays[i] = features;
      } else if (buffer.role() == Role.SCRATCH) {
        origins[i] = buffer.stride() + lanes;
        arrays[i] = new double[(tileRows + 2) * buffer.stride() + 2 * lanes];
      }
    }
    for (int i = 0; i < results.size(); i++) {
      int buffer = plan.outputs().get(i).buffer();
      if (plan.buffers().get(buffer).role() == Role.RESULT) {
        arrays[buffer] = results.get(i);
      }
    }
  }

  double[] array(Place place) {
    return arrays[place.buffer()];
  }

  int stride(Place place) {
    return plan.buffers().get(place.buffer()).stride();
  }

  boolean isScratch(Place place) {
    return plan.buffers().get(place.buffer()).role() == Role.SCRATCH;
  }

  /** Where a tile's first row begins, for the tile that begins at a row of the batch. */
  int at(Place place, int first) {
    int origin = origins[place.buffer()] + place.shift();
    return isScratch(place) ? origin : origin + first * stride(place);
  }
}
