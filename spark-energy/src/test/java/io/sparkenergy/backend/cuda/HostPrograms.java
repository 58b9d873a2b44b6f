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
package io.sparkenergy.backend.cuda;

import io.sparkenergy.backend.cuda.source.CudaArgument;
import io.sparkenergy.backend.cuda.source.CudaBuffer;
import io.sparkenergy.backend.cuda.source.CudaParameter;
import io.sparkenergy.backend.cuda.source.CudaProgram;
import io.sparkenergy.backend.cuda.source.CudaStep;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs programs on the CPU, their kernels' text compiled by g++ into one process: what proves the
 * text where there is no GPU. The process stops at what a GPU would not forgive or not notice:
 * misaligned and stray accesses, threads that do not meet.
 */
public final class HostPrograms implements AutoCloseable {
  private final List<CudaProgram> programs;
  private final Map<String, Integer> firstKernels = new LinkedHashMap<>();
  private final Path directory;
  private final Process process;

  /** Compiles the programs' texts, equal ones once. */
  public HostPrograms(List<CudaProgram> programs) {
    this.programs = List.copyOf(programs);
    int kernels = 0;
    for (CudaProgram program : programs) {
      if (firstKernels.putIfAbsent(program.source(), kernels) == null) {
        kernels += HostCompiler.kernels(program.source()).size();
      }
    }
    try {
      directory = Files.createTempDirectory("cuda-text");
      Path server = HostCompiler.server(List.copyOf(firstKernels.keySet()), directory);
      process = new ProcessBuilder(server.toString()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program's results for rows, one list entry a result, row after row. */
  public List<double[]> run(int index, double[]... rows) {
    return run(index, rows, new double[0][]);
  }

  /** As {@link #run(int, double[][])}, with the direction for each row. */
  public List<double[]> run(int index, double[][] rows, double[][] directions) {
    CudaProgram program = programs.get(index);
    Request request = new Request();
    request.number(program.precision().bytes());
    request.number(rows.length);
    request.number(program.buffers().size());
    program.buffers().forEach(buffer -> request.number(buffer.stride()));
    request.number(program.parameters().size());
    for (CudaParameter parameter : program.parameters()) {
      request.number(parameter.length());
      request.numbers(parameter.toArray());
    }
    request.number(program.direction().isPresent() ? 2 : 1);
    request.number(program.input());
    request.rows(rows);
    if (program.direction().isPresent()) {
      request.number(program.direction().getAsInt());
      request.rows(directions);
    }
    request.number(program.steps().size());
    List<String> kernels = HostCompiler.kernels(program.source());
    for (CudaStep step : program.steps()) {
      if (step instanceof CudaStep.Launch launch) {
        int kernel = firstKernels.get(program.source()) + kernels.indexOf(launch.kernel());
        request.launch(launch, kernel, rows.length);
      } else {
        request.product((CudaStep.Product) step);
      }
    }
    request.number(program.results().size());
    program.results().forEach(request::number);
    return exchange(program, request, rows.length);
  }

  private List<double[]> exchange(CudaProgram program, Request request, int rows) {
    try {
      request.sendTo(process);
      DataInputStream answer = new DataInputStream(process.getInputStream());
      List<double[]> results = new ArrayList<>();
      for (int result : program.results()) {
        CudaBuffer buffer = program.buffers().get(result);
        byte[] bytes = new byte[rows * buffer.stride() * Double.BYTES];
        answer.readFully(bytes);
        double[] values = new double[rows * buffer.stride()];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        results.add(values);
      }
      return results;
    } catch (IOException e) {
      throw new IllegalStateException("the CPU stopped at\n" + program + "\n" + complaint(), e);
    }
  }

  private String complaint() {
    try {
      String text = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return text + "exit code " + process.waitFor();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e.toString();
    }
  }

  /** Energy and score, side by side a row, of a program of both. */
  public double[][] energiesAndScores(int index, double[]... rows) {
    List<double[]> results = run(index, rows);
    int d = rows[0].length;
    double[][] found = new double[rows.length][1 + d];
    for (int i = 0; i < rows.length; i++) {
      found[i][0] = results.get(0)[i];
      System.arraycopy(results.get(1), i * d, found[i], 1, d);
    }
    return found;
  }

  @Override
  public void close() {
    process.destroy();
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the process reads: whole numbers of four bytes, and numbers of eight. */
  private static final class Request {
    private ByteBuffer bytes = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);

    void number(int value) {
      ensure(Integer.BYTES);
      bytes.putInt(value);
    }

    void numbers(double... values) {
      ensure(values.length * Double.BYTES);
      for (double value : values) {
        bytes.putDouble(value);
      }
    }

    void rows(double[]... rows) {
      for (double[] row : rows) {
        numbers(row);
      }
    }

    void launch(CudaStep.Launch launch, int kernel, int rows) {
      number(0);
      number(kernel);
      number(launch.blocks(rows));
      number(launch.threadsPerBlock());
      number(launch.arguments().size());
      for (CudaArgument argument : launch.arguments()) {
        if (argument instanceof CudaArgument.Buffer buffer) {
          number(1);
          number(buffer.index());
        } else if (argument instanceof CudaArgument.Parameter parameter) {
          number(2);
          number(parameter.index());
        } else if (argument instanceof CudaArgument.Numbers numbers) {
          number(3);
          number(numbers.values().size());
          numbers(numbers.values().stream().mapToDouble(v -> v).toArray());
        } else {
          number(0);
          number(0);
        }
      }
    }

    void product(CudaStep.Product product) {
      number(1);
      number(product.parameter());
      number(product.transposed() ? 1 : 0);
      numbers(product.alpha());
      number(product.inputs());
      number(product.outputs());
      number(product.input());
      number(product.output());
    }

    void sendTo(Process process) throws IOException {
      process.getOutputStream().write(bytes.array(), 0, bytes.position());
      process.getOutputStream().flush();
    }

    private void ensure(int more) {
      if (bytes.remaining() < more) {
        int capacity = Math.max(2 * bytes.capacity(), bytes.position() + more);
        ByteBuffer larger = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        bytes.flip();
        bytes = larger.put(bytes);
      }
    }
  }
}
