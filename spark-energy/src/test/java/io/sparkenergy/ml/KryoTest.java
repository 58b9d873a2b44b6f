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

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.sql.SampleBlock;
import java.util.Arrays;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** What fitting sends and gathers, under {@code spark.serializer} of those who set Kryo. */
class KryoTest {
  private static final SampleBlock BLOCK =
      new SampleBlock(2, new double[] {0, 1, 3, -1, 4, 5, 7, 2}, new double[] {1, 2, 1, 1});

  private static <T> T sent(T value) {
    SerializerInstance kryo = new KryoSerializer(new SparkConf()).newInstance();
    ClassTag<T> tag = ClassTag$.MODULE$.apply(value.getClass());
    return kryo.deserialize(kryo.serialize(value, tag), tag);
  }

  @Test
  void aStepOfEmIsTheSameOnBothSides() {
    FirstLook look = new FirstLook(new RowSample(4, 1)).add(BLOCK, "x");
    assertThat(sent(look).sample().rows()).hasSize(4);
    assertThat(sent(look).merge(sent(look), "x").moments().weight()).isEqualTo(10);
    assertThat(sent(look).moments().variances()).isEqualTo(look.moments().variances());

    Normal sphere = Normal.diagonal(new double[] {1, 1}, new double[] {4, 4}).orElseThrow();
    Normal tilted = Normal.full(new double[] {6, 2}, new double[][] {{3, 1}, {1, 2}}).orElseThrow();
    Mixture mixture = new Mixture(new double[] {0.5, 0.5}, new Normal[] {sphere, tilted});
    assertThat(logLikelihood(sent(mixture), sent(BLOCK))).isEqualTo(logLikelihood(mixture, BLOCK));
  }

  private static double logLikelihood(Mixture mixture, SampleBlock block) {
    Expectation expectation = new Expectation(mixture, 2, CovarianceType.FULL, false);
    expectation.add(block);
    ComponentSums sums = sent(expectation.sums()).merge(sent(expectation.sums()));
    assertThat(sums.weight()).isEqualTo(2 * Arrays.stream(block.weights()).sum());
    return sums.logLikelihood();
  }
}
