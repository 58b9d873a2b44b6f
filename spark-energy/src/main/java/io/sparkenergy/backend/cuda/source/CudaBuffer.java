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
package io.sparkenergy.backend.cuda.source;

/**
 * A device array with {@code stride} numbers for each row, row after row and without gaps. Row 0
 * begins at a multiple of 16 bytes, or whole rows behind one.
 *
 * @param stride the numbers of a row
 * @param role what it holds
 */
public record CudaBuffer(int stride, Role role) {
  /** What a buffer holds. */
  public enum Role {
    /** The rows, or their directions, which kernels only read. */
    ROWS,
    /** A result. */
    RESULT,
    /** What one step leaves for later ones; holds nothing between programs. */
    SCRATCH
  }
}
