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
package io.sparkenergy.backend.graph;

/**
 * Which vectors fall apart into numbers.
 *
 * @param longest the longest vector that does
 * @param mostOutputs the most outputs of a matrix product that becomes a sum for each output
 * @param lanes the shortest vector whose product with another is one sum
 */
public record Division(int longest, int mostOutputs, int lanes) {}
