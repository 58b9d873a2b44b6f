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
package io.sparkenergy.diagnostics.pass;

import java.io.Serializable;

/**
 * Where a row stands in the data.
 *
 * @param partition counted from 0
 * @param position in the partition, counted from 0
 * @param id its value of the id column; empty where there is no such column
 */
public record RowPlace(int partition, long position, String id) implements Serializable {
  /** What reports call the row: its id, or its place. */
  public String label() {
    return id.isEmpty() ? "partition " + partition + ", row " + position : id;
  }
}
