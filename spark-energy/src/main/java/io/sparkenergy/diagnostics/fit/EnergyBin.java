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
package io.sparkenergy.diagnostics.fit;

/**
 * A bin of two histograms.
 *
 * @param from its lower edge, which it holds; -∞ for the first
 * @param to its upper edge; ∞ for the last
 * @param reference the rows of the reference in it
 * @param data the rows of the data in it
 */
public record EnergyBin(double from, double to, long reference, long data) {}
