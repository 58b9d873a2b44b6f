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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.nd4j.autodiff.samediff.serde.FlatBuffersMapper;
import org.nd4j.graph.FlatArray;
import org.nd4j.graph.FlatGraph;
import org.nd4j.graph.FlatNode;
import org.nd4j.graph.FlatProperties;
import org.nd4j.graph.FlatVariable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The bytes of a graph, looked over before ND4J reads them, which believes every length and stride
 * in them and makes objects of the classes that a training configuration names.
 */
final class SameDiffBytes {
  /** The most variables, and the most nodes, of a graph. */
  static final int PARTS = 1 << 16;

  /** The most axes of an array. */
  static final int RANK = 32;

  /** The most features. */
  static final int FEATURES = 1 << 20;

  /** The field of a FlatGraph that holds the training configuration, by its place in the schema. */
  private static final int TRAINING_CONFIG = 7;

  /** Two bytes a field follow the vtable's length and the table's. */
  private static final int VTABLE_HEADER = 2 * Short.BYTES;

  private final String file;

  private SameDiffBytes(String file) {
    this.file = file;
  }

  /**
   * A copy of the bytes that ND4J may read: without the training configuration, which evaluation
   * does not need.
   *
   * @throws EnergyException naming the part of the graph that is not as it must be
   */
  static byte[] checked(String file, byte... bytes) {
    byte[] copy = bytes.clone();
    ByteBuffer buffer = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    try {
      // First, for it writes into the bytes, wherever they say.
      removeTrainingConfig(buffer);
      new SameDiffBytes(file).check(FlatGraph.getRootAsFlatGraph(buffer));
    } catch (EnergyException e) {
      throw e;
    } catch (RuntimeException e) {
      // Offsets that lead out of the bytes.
      throw SameDiffGraph.refused(file, e, "it is not what SameDiff.save writes (" + e + ")");
    }
    return copy;
  }

  private void check(FlatGraph graph) {
    if (graph.trainingConfig() != null) {
      throw refused("graph", "a training configuration that cannot be removed", "none");
    }
    requireCount("variables", graph.variablesLength());
    requireCount("nodes", graph.nodesLength());
    requireCount("placeholders", graph.placeholdersLength());
    for (int i = 0; i < graph.variablesLength(); i++) {
      FlatVariable variable = graph.variables(i);
      String part = "variable " + variable.name();
      requireRank(part, variable.shapeLength());
      for (int axis = 0; axis < variable.shapeLength(); axis++) {
        if (variable.shape(axis) < -1 || variable.shape(axis) > Integer.MAX_VALUE) {
          throw refused(part, "a length of " + variable.shape(axis), "-1 or more");
        }
      }
      requireWhole(part, variable.ndarray());
    }
    for (int i = 0; i < graph.nodesLength(); i++) {
      check("node " + i, graph.nodes(i));
    }
  }

  private void check(String part, FlatNode node) {
    requireWhole(part, node.scalar());
    requireCount(part + ", properties", node.propertiesLength());
    for (int i = 0; i < node.propertiesLength(); i++) {
      FlatProperties properties = node.properties(i);
      requireCount(part + ", arrays", properties.aLength());
      for (int j = 0; j < properties.aLength(); j++) {
        requireWhole(part, properties.a(j));
      }
    }
  }

  /** That the numbers are there, and the strides do not lead beyond them. */
  private void requireWhole(String part, FlatArray array) {
    if (array == null) {
      return;
    }
    long rank = array.shape(0);
    requireRank(part, rank);
    if (array.shapeLength() != 2 * rank + 4) {
      throw refused(part, array.shapeLength() + " numbers of shape", "for " + rank + " axes");
    }
    long count = 1;
    long last = 0;
    for (int axis = 1; axis <= rank; axis++) {
      long length = array.shape(axis);
      long stride = array.shape((int) rank + axis);
      if (length < 0 || length > Integer.MAX_VALUE || stride < 0 || stride > Integer.MAX_VALUE) {
        throw refused(part, "a length of " + length + " with stride " + stride, "31 bits each");
      }
      count = count * length > Integer.MAX_VALUE ? Integer.MAX_VALUE : count * length;
      last += (length - 1) * stride;
    }
    DataType type = FlatBuffersMapper.getDataTypeFromByte(array.dtype());
    if (!type.isNumerical() && type != DataType.BOOL) {
      throw refused(part, "data of type " + type, "numbers");
    }
    boolean there = count == 0 || array.bufferAsByteBuffer().remaining() == count * type.width();
    if (!there || (count > 0 && last >= count)) {
      throw refused(
          part,
          array.bufferLength() + " bytes of " + type,
          count + " numbers, the last one at place " + last);
    }
  }

  private void requireRank(String part, long rank) {
    if (rank < 0 || rank > RANK) {
      throw refused(part, rank + " axes", "at most " + RANK);
    }
  }

  private void requireCount(String part, int count) {
    if (count < 0 || count > PARTS) {
      throw refused(part, count, "at most " + PARTS);
    }
  }

  /** A field whose place in the vtable is 0 is not there. */
  private static void removeTrainingConfig(ByteBuffer buffer) {
    int table = buffer.getInt(0);
    int vtable = table - buffer.getInt(table);
    int field = VTABLE_HEADER + TRAINING_CONFIG * Short.BYTES;
    if (field < buffer.getShort(vtable)) {
      buffer.putShort(vtable + field, (short) 0);
    }
  }

  private EnergyException refused(String part, Object found, String expected) {
    return EnergyException.invalidModelFile(file, part, found, expected);
  }
}
