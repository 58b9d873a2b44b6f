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
  @Override
  public INDArray allocate(boolean detached, DataType type, long... shape) {
    return Nd4j.createUninitializedDetached(type, shape);
  }

  @Override
  public INDArray allocate(boolean detached, LongShapeDescriptor shape) {
    return shape.isEmpty()
        ? Nd4j.create(shape)
        : Nd4j.createUninitializedDetached(shape.dataType(), shape.getShape());
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
