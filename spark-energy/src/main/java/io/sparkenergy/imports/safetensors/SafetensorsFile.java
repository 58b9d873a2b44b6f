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
package io.sparkenergy.imports.safetensors;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.imports.ModelBytes;
import io.sparkenergy.numerics.NumberFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file: a header of JSON that says where each tensor stands, then the tensors' bytes
 * (https://github.com/huggingface/safetensors). All of the header is checked when the file is read,
 * against the bytes that are there; no length in it is believed before that.
 */
public final class SafetensorsFile {
  private final String file;
  private final Map<String, TensorEntry> entries;
  private final ByteBuffer data;

  private SafetensorsFile(String file, Map<String, TensorEntry> entries, ByteBuffer data) {
    this.file = file;
    this.entries = entries;
    this.data = data;
  }

  /**
   * Reads a file.
   *
   * @throws EnergyException if it cannot be read, and as {@link #of}
   */
  public static SafetensorsFile read(Path path) {
    return of(path.toString(), ModelBytes.read(path));
  }

  /**
   * A file that has been read.
   *
   * @param file what messages call it
   * @throws EnergyException naming the tensor or the place, if the bytes are no safetensors file:
   *     cut short, a header that is not as the format has it, byte ranges that overlap, leave holes
   *     or bytes over, or do not fit their tensor's shape
   */
  public static SafetensorsFile of(String file, byte[] bytes) {
    TensorHeader header = new TensorHeader(file, ByteBuffer.wrap(bytes));
    ByteBuffer data =
        ByteBuffer.wrap(bytes, header.end(), bytes.length - header.end())
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN);
    return new SafetensorsFile(file, header.entries(), data);
  }

  /** What messages call the file. */
  public String file() {
    return file;
  }

  /** The names of the tensors, in the header's order. */
  public List<String> names() {
    return new ArrayList<>(entries.keySet());
  }

  /** Whether there is a tensor of this name. */
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /**
   * A tensor.
   *
   * @throws EnergyException if there is none of this name, or its numbers are not float16,
   *     bfloat16, float32 or float64
   */
  public Tensor tensor(String name) {
    TensorEntry entry = entries.get(name);
    if (entry == null) {
      throw EnergyException.invalidModelFile(
          file, "tensor " + name, "none", "one of " + MlpWeights.listed(names()));
    }
    NumberFormat format =
        entry
            .format()
            .orElseThrow(
                () ->
                    EnergyException.invalidModelFile(
                        file, "tensor " + name, "dtype " + entry.dtype(), "F16, BF16, F32 or F64"));
    double[] values = new double[(int) (entry.end() - entry.begin()) / format.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = format.read(data, (int) entry.begin() + i * format.size());
    }
    return new Tensor(name, entry.shape().clone(), values);
  }
}
