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
package io.sparkenergy.diagnostics.fit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import scala.Tuple2;

/** Energies in ascending order and beside each a code; a part of a partition. */
final class EnergyChunk implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int MOST = 1 << 16;

  private final double[] energies;
  private final byte[] codes;

  private EnergyChunk(double[] energies, byte[] codes) {
    this.energies = energies;
    this.codes = codes;
  }

  int size() {
    return codes.length;
  }

  double energy(int index) {
    return energies[index];
  }

  int code(int index) {
    return codes[index];
  }

  /** A partition as chunks. */
  static Iterator<EnergyChunk> of(Iterator<Tuple2<Double, Integer>> rows) {
    return new Iterator<>() {
      private final double[] energies = new double[MOST];
      private final byte[] codes = new byte[MOST];

      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public EnergyChunk next() {
        int count = 0;
        while (count < MOST && rows.hasNext()) {
          Tuple2<Double, Integer> row = rows.next();
          energies[count] = row._1();
          codes[count++] = row._2().byteValue();
        }
        return new EnergyChunk(Arrays.copyOf(energies, count), Arrays.copyOf(codes, count));
      }
    };
  }
}
