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
package io.sparkenergy.json;

import java.util.List;

/**
 * Where an array stands that is not in the JSON text.
 *
 * @param offset its first byte in the file
 * @param shape its length, or its rows and columns
 * @param crc32c the CRC-32C of its bytes, eight hexadecimal digits
 */
public record StoredArray(long offset, List<Integer> shape, String crc32c) {}
