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

import org.nd4j.linalg.learning.config.Adam;

/**
 * A class that a graph's training configuration can name; its name is as long as Adam's own. That
 * it was loaded is seen from outside of it.
 */
public final class HostileUpdater extends Adam {
  private static final long serialVersionUID = 1L;

  static {
    System.setProperty(HostileGraphsTest.LOADED, "true");
  }
}
