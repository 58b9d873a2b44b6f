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
package io.sparkenergy.benchmarks;

import org.apache.spark.sql.api.java.UDF1;
import scala.collection.Seq;

/** A UDF on array&lt;double&gt;, with a kernel in plain Java behind it. */
final class ArrayUdf implements UDF1<Seq<Double>, Double> {
  private static final long serialVersionUID = 1L;

  private final RowKernel kernel;

  ArrayUdf(RowKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public Double call(Seq<Double> x) {
    double[] numbers = new double[x.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = x.apply(i);
    }
    return kernel.energy(numbers);
  }
}
