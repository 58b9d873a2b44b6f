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
package io.sparkenergy.energy;

import io.sparkenergy.error.EnergyException;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory of a SameDiff session that is given back when an array is no longer needed. ND4J's own
 * keeps arrays for later, up to a quarter of what the machine has, in every thread.
 */
final class ReleasingMemory extends AbstractMemoryMgr {
  /** The most bytes of one array: what a graph makes of a row is not in the file. */
  static final long LARGEST = 1L << 31;

  @Override
  public INDArray allocate(boolean detached, DataType type, long... shape) {
    requireBounded(type, shape);
    return Nd4j.createUninitializedDetached(type, shape);
  }

  @Override
  public INDArray allocate(boolean detached, LongShapeDescriptor shape) {
    if (shape.isEmpty()) {
      return Nd4j.create(shape);
    }
    return allocate(detached, shape.dataType(), shape.getShape());
  }

  private static void requireBounded(DataType type, long... shape) {
    long bytes = type.width();
    for (long length : shape) {
      bytes = length > 0 && bytes > LARGEST / length ? LARGEST + 1 : bytes * length;
    }
    if (bytes > LARGEST) {
      throw EnergyException.invalidModelFile(
          "samediff",
          "a result",
          type + " of shape " + Arrays.toString(shape),
          "at most " + LARGEST + " bytes");
    }
  }

  @Override
  public void release(INDArray array) {
    if (!array.wasClosed() && array.closeable()) {
      array.close();
    }
  }

  @Override
  public void close() {}
}
