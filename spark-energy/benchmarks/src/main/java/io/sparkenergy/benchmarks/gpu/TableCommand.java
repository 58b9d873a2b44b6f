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
package io.sparkenergy.benchmarks.gpu;

import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.device.Gpu;
import io.sparkenergy.backend.cuda.device.GpuContext;
import io.sparkenergy.backend.cuda.device.Gpus;
import io.sparkenergy.backend.cuda.device.OutOfDeviceMemory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The table: kernel time, shares of the card's rates, host to host, and ratios to PyTorch. */
@Command(name = "table", description = "Measures energies with their scores.")
final class TableCommand implements Callable<Integer> {
  @Option(
      names = "--d",
      split = ",",
      defaultValue = "8,32,128,512",
      description = "Entries of a row (default: 8,32,128,512).")
  private List<Integer> dimensions;

  @Option(
      names = "--n",
      defaultValue = "1048576",
      description = "Rows (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--peers",
      paramLabel = "FILE",
      description = "What gpu_peers.py measured on the same card.")
  private Path peers;

  @Option(
      names = "--rate-bytes",
      defaultValue = "1073741824",
      description = "Bytes of the copies that give the card's rates (default: ${DEFAULT-VALUE}).")
  private long rateBytes;

  @Option(
      names = "--rate-n",
      defaultValue = "8192",
      description = "Rows of the square matrices that give its rates (default: ${DEFAULT-VALUE}).")
  private int rateRows;

  @Option(
      names = "--batch-bytes",
      defaultValue = "268435456",
      description = "Bytes of a batch, host to host (default: ${DEFAULT-VALUE}).")
  private long batchBytes;

  @Option(
      names = "--tasks",
      defaultValue = "4",
      description = "Tasks at once, host to host (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Gpu gpu = Gpus.forTask(List.of());
    PeerTimes times = peers == null ? PeerTimes.NONE : PeerTimes.read(peers);
    PeerAnswers.check(times, "cuda");
    CardRates rates = CardRates.measure(GpuContext.of(gpu), rateBytes);
    Map<String, Double> products = new TreeMap<>();
    products.put("double", CardRates.products(gpu, Precision.DOUBLE, false, rateRows));
    products.put("float", CardRates.products(gpu, Precision.FLOAT, false, rateRows));
    products.put("tf32", CardRates.products(gpu, Precision.FLOAT, true, rateRows));
    out.printf(Locale.ROOT, "%s, compute capability %s%n", gpu, gpu.capabilityText());
    out.printf(
        Locale.ROOT,
        "measured: copies on the card %.0f GB/s, in and out at once %.1f GB/s, products"
            + " %.1f TFLOP/s double, %.1f float, %.1f tf32%n",
        rates.copyBytes() / 1e9,
        rates.hostBytes() / 1e9,
        products.get("double") / 1e12,
        products.get("float") / 1e12,
        products.get("tf32") / 1e12);
    out.println("PyTorch: " + times.about());
    out.println();
    out.println(GpuMeasurement.HEAD);
    List<String> missed = new ArrayList<>();
    for (GpuSubject subject : GpuSubject.values()) {
      for (int d : dimensions) {
        for (String numbers : List.of("float", "tf32", "double")) {
          GpuCell cell = cell(subject, d, numbers);
          if (!numbers.equals("tf32") || cell.flops() > 0) {
            measured(gpu, cell, rates, products.get(numbers), times)
                .ifPresentOrElse(
                    measurement -> {
                      out.println(measurement.line());
                      missed.addAll(measurement.missed());
                    },
                    () -> out.println(doesNotFit(cell)));
            out.flush();
          }
        }
      }
    }
    out.println();
    out.println(missed.isEmpty() ? "Of what was measured, no goal is missed." : "Goals missed:");
    missed.forEach(goal -> out.println("- " + goal));
    GpuContext.closeAll();
    return 0;
  }

  private GpuCell cell(GpuSubject subject, int d, String numbers) {
    Precision precision = numbers.equals("double") ? Precision.DOUBLE : Precision.FLOAT;
    return new GpuCell(subject, d, rows, precision, numbers.equals("tf32"));
  }

  /** Nothing where all rows at once are too many for the card. */
  private Optional<GpuMeasurement> measured(
      Gpu gpu, GpuCell cell, CardRates rates, double products, PeerTimes times) {
    double kernels;
    try {
      kernels = cell.kernelSeconds(gpu);
    } catch (OutOfDeviceMemory e) {
      return Optional.empty();
    }
    double host = cell.hostToHostSeconds(batchBytes, tasks);
    return Optional.of(new GpuMeasurement(cell, kernels, host, rates, products, times));
  }

  private static String doesNotFit(GpuCell cell) {
    return "| " + GpuMeasurement.label(cell) + " | the rows do not fit the card" + " |".repeat(8);
  }
}
