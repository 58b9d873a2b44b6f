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
 * Weights from safetensors files, the format that PyTorch models are shared in: the file itself,
 * checked to the last byte, and what an {@code nn.Sequential} in it is as an energy. Knows nothing
 * of Spark.
 */
package io.sparkenergy.imports.safetensors;
