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
package io.sparkenergy.ml;

import io.sparkenergy.numerics.Moments;
import io.sparkenergy.sql.SampleBlock;
import io.sparkenergy.sql.SampleBlocks;
import java.io.Serializable;

/** What fitting a mixture needs to know of the rows before it begins: their scales and a sample. */
final class FirstLook implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Moments moments = Moments.ofVariances();
  private final RowSample sample;

  /** Of no rows yet. */
  FirstLook(RowSample sample) {
    this.sample = sample;
  }

  Moments moments() {
    return moments;
  }

  RowSample sample() {
    return sample;
  }

  FirstLook add(SampleBlock block, String source) {
    int d = block.dimension();
    if (moments.count() > 0) {
      SampleBlocks.requireLength(moments.dimension(), d, source);
    }
    for (int i = 0; i < block.count(); i++) {
      moments.add(block.rows(), i * d, d, block.weights()[i]);
      sample.add(block.rows(), i * d, d, block.weights()[i]);
    }
    return this;
  }

  FirstLook merge(FirstLook other, String source) {
    if (moments.count() > 0 && other.moments.count() > 0) {
      SampleBlocks.requireLength(moments.dimension(), other.moments.dimension(), source);
    }
    moments.merge(other.moments);
    sample.merge(other.sample);
    return this;
  }
}
