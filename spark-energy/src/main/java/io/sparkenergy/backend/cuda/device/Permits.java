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
package io.sparkenergy.backend.cuda.device;

/** How many tasks may compute on a GPU at once; the others wait their turn. */
final class Permits {
  private int taken;

  /** Waits until fewer than so many are taken, and takes one. */
  synchronized void acquire(int most) {
    while (taken >= most) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("stopped while it waited for a GPU", e);
      }
    }
    taken++;
  }

  synchronized void release() {
    taken--;
    notifyAll();
  }

  synchronized int taken() {
    return taken;
  }
}
