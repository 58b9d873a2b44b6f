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
/**
 * The fused backend for CPUs: a tile of rows stays in the cache while the whole program runs over
 * it.
 *
 * <p>A program becomes a plan ({@code plan}); operators that work entry by entry become generated
 * loops ({@code source}); and {@code f64} and {@code f32} run it all in float64 and float32.
 */
package io.sparkenergy.backend.cpu;
