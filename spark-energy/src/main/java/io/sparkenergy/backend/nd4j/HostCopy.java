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
package io.sparkenergy.backend.nd4j;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies numbers between a task's arrays and ND4J's memory, without an array in between. */
final class HostCopy {
  private final float[] narrow;

  HostCopy(DataType type, int maxNumbers) {
    this.narrow = new float[type == DataType.FLOAT ? maxNumbers : 0];
  }

  void write(double[] from, INDArray to) {
    int count = (int) to.length();
    if (to.dataType() == DataType.DOUBLE) {
      new DoublePointer(to.data().addressPointer()).put(from, 0, count);
    } else {
      for (int i = 0; i < count; i++) {
        narrow[i] = (float) from[i];
      }
      new FloatPointer(to.data().addressPointer()).put(narrow, 0, count);
    }
    Nd4j.getAffinityManager().tagLocation(to, Location.HOST);
  }

  void read(INDArray from, double[] to) {
    int count = (int) from.length();
    Nd4j.getAffinityManager().ensureLocation(from, Location.HOST);
    if (from.dataType() == DataType.DOUBLE) {
      new DoublePointer(from.data().addressPointer()).get(to, 0, count);
    } else {
      new FloatPointer(from.data().addressPointer()).get(narrow, 0, count);
      for (int i = 0; i < count; i++) {
        to[i] = narrow[i];
      }
    }
  }
}
