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

import java.util.List;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.factory.Nd4j;

/** What one instruction does to its arrays, ready to run again and again. */
@FunctionalInterface
interface Kernel {
  void run();

  static Kernel of(Op op) {
    if (op instanceof CustomOp custom) {
      return of(custom);
    }
    return () -> Nd4j.getExecutioner().exec(op);
  }

  static Kernel of(CustomOp op) {
    return () -> Nd4j.exec(op);
  }

  static Kernel sequence(Kernel... kernels) {
    List<Kernel> steps = List.of(kernels);
    return () -> steps.forEach(Kernel::run);
  }
}
