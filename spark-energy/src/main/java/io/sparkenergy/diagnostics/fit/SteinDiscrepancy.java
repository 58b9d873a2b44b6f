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

import io.sparkenergy.json.FieldWriter;
import io.sparkenergy.json.JsonText;
import java.util.List;
import java.util.Locale;

/**
 * The kernelised Stein discrepancy between data and model, 0 if they are one. See {@link
 * SteinKernel}.
 *
 * @param block the mean of U-statistics within blocks; the stronger test
 * @param linear the mean over disjoint pairs; its pairs are independent, so that the normal law
 *     holds
 * @param bandwidth the kernel's length ℓ
 * @param medianHeuristic whether ℓ is the median distance of sampled rows
 * @param blockSize the rows of a block
 * @param blocks how many blocks, smaller last ones counted
 * @param pairs how many pairs the linear estimator took
 * @param bootstraps the replicates behind the block estimator's p-value
 */
public record SteinDiscrepancy(
    SteinEstimate block,
    SteinEstimate linear,
    double bandwidth,
    boolean medianHeuristic,
    int blockSize,
    long blocks,
    long pairs,
    int bootstraps) {
  FieldWriter toFields() {
    return JsonText.write()
        .object("block", block.toFields())
        .object("linear", linear.toFields())
        .text("kernel", "(1 + |x-y|^2 / bandwidth^2)^-0.5")
        .number("bandwidth", bandwidth)
        .flag("median_heuristic", medianHeuristic)
        .integer("block_size", blockSize)
        .integer("blocks", blocks)
        .integer("pairs", pairs)
        .integer("bootstraps", bootstraps);
  }

  List<String> lines() {
    return List.of(
        "  KSD², blocks       " + block + ", " + blocks + " blocks of up to " + blockSize + " rows",
        "  KSD², linear time  " + linear + ", " + pairs + " pairs",
        String.format(
            Locale.ROOT,
            "    kernel           IMQ, β = -½, ℓ = %.6g%s",
            bandwidth,
            medianHeuristic ? " (median distance of a sample)" : ""));
  }
}
