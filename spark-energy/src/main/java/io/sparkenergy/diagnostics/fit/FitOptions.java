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

import io.sparkenergy.error.EnergyException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How the fit of an energy is judged. Immutable; begin with {@link #defaults}.
 *
 * @param features one column of vectors, or several numeric columns
 * @param confidence the coverage of intervals, between 0 and 1
 * @param seed what probes, the sample, blocks and bootstraps are drawn from
 * @param probes how many probes Hutchinson's estimator of the Laplacian takes a row; 0 for the
 *     exact Laplacian by d Hessian-vector products; empty for the exact one up to d = {@link
 *     #EXACT_DIMENSION}, and {@link #USUAL_PROBES} probes above
 * @param blockSize the rows of a block of the kernelised Stein discrepancy, even and at least 4
 * @param bootstraps the replicates of the wild bootstrap
 * @param bandwidth the kernel's length ℓ; empty for the median distance of sampled rows
 * @param sampleRows the rows of the sample that gives the median distance
 * @param bins the bins of histograms
 */
public record FitOptions(
    List<String> features,
    double confidence,
    long seed,
    OptionalInt probes,
    int blockSize,
    int bootstraps,
    OptionalDouble bandwidth,
    int sampleRows,
    int bins) {
  /** The largest d whose Laplacian is computed exactly unless told otherwise. */
  public static final int EXACT_DIMENSION = 64;

  /** The probes a row above that dimension. */
  public static final int USUAL_PROBES = 16;

  /** Column {@code features}, 95 %, blocks of 64 rows, 500 bootstraps, a sample of 1000 rows. */
  public static FitOptions defaults() {
    return new FitOptions(
        List.of("features"),
        0.95,
        1,
        OptionalInt.empty(),
        64,
        500,
        OptionalDouble.empty(),
        1000,
        50);
  }

  /**
   * Checks each option.
   *
   * @throws EnergyException naming the option, what was found and what may be
   */
  public FitOptions {
    features = List.copyOf(features);
    require(confidence > 0 && confidence < 1, "confidence", confidence, "a number between 0 and 1");
    require(
        probes.orElse(0) >= 0, "probes", probes.orElse(0), "0 for the exact Laplacian, or more");
    require(
        blockSize >= 4 && blockSize % 2 == 0 && blockSize <= 1024,
        "blockSize",
        blockSize,
        "an even number from 4 to 1024");
    require(bootstraps >= 1 && bootstraps <= 10_000, "bootstraps", bootstraps, "from 1 to 10000");
    double length = bandwidth.orElse(1);
    require(length > 0 && Double.isFinite(length), "bandwidth", length, "a finite number > 0");
    require(sampleRows >= 2 && sampleRows <= 10_000, "sampleRows", sampleRows, "from 2 to 10000");
    require(bins >= 1 && bins <= 10_000, "bins", bins, "from 1 to 10000");
  }

  private static void require(boolean holds, String option, Object found, String expected) {
    if (!holds) {
      throw EnergyException.invalidParameter(option, found, expected);
    }
  }

  public FitOptions features(String... columns) {
    return new FitOptions(
        List.of(columns),
        confidence,
        seed,
        probes,
        blockSize,
        bootstraps,
        bandwidth,
        sampleRows,
        bins);
  }

  public FitOptions confidence(double coverage) {
    return new FitOptions(
        features, coverage, seed, probes, blockSize, bootstraps, bandwidth, sampleRows, bins);
  }

  public FitOptions seed(long other) {
    return new FitOptions(
        features, confidence, other, probes, blockSize, bootstraps, bandwidth, sampleRows, bins);
  }

  /** The exact Laplacian, whatever d is. */
  public FitOptions exactLaplacian() {
    return probes(0);
  }

  /** Hutchinson's estimator with so many probes a row; 0 for the exact Laplacian. */
  public FitOptions probes(int count) {
    return new FitOptions(
        features,
        confidence,
        seed,
        OptionalInt.of(count),
        blockSize,
        bootstraps,
        bandwidth,
        sampleRows,
        bins);
  }

  public FitOptions blockSize(int rows) {
    return new FitOptions(
        features, confidence, seed, probes, rows, bootstraps, bandwidth, sampleRows, bins);
  }

  public FitOptions bootstraps(int replicates) {
    return new FitOptions(
        features, confidence, seed, probes, blockSize, replicates, bandwidth, sampleRows, bins);
  }

  public FitOptions bandwidth(double length) {
    return new FitOptions(
        features,
        confidence,
        seed,
        probes,
        blockSize,
        bootstraps,
        OptionalDouble.of(length),
        sampleRows,
        bins);
  }

  public FitOptions sampleRows(int rows) {
    return new FitOptions(
        features, confidence, seed, probes, blockSize, bootstraps, bandwidth, rows, bins);
  }

  public FitOptions bins(int count) {
    return new FitOptions(
        features, confidence, seed, probes, blockSize, bootstraps, bandwidth, sampleRows, count);
  }

  /** The probes a row for a dimension; 0 for the exact Laplacian. */
  int probesFor(int dimension) {
    return probes.orElse(dimension <= EXACT_DIMENSION ? 0 : USUAL_PROBES);
  }
}
