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

import io.sparkenergy.backend.Precision;
import io.sparkenergy.expression.ParameterVector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of a kernel, named in the order in which its text comes to need them. */
final class KernelArguments {
  /**
   * What all arguments should fit, for old drivers take no more. Only addresses go beyond, when
   * there are hundreds.
   */
  private static final int LAUNCH_BYTES = 4096;

  private record Rows(String name, int stride, boolean written) {}

  private final String kernel;
  private final List<CudaParameter> parameters;
  private final int mostByValue;
  private final Map<Integer, Rows> buffers = new LinkedHashMap<>();
  private final Map<Integer, String> vectors = new LinkedHashMap<>();
  private final Map<Double, String> numbers = new LinkedHashMap<>();

  /**
   * No arguments yet.
   *
   * @param addresses how many arguments may be addresses
   * @param parameters all of the program, which new ones are added to
   */
  KernelArguments(
      String kernel, Precision precision, int addresses, List<CudaParameter> parameters) {
    this.kernel = kernel;
    this.parameters = parameters;
    // Beside the addresses: the number of rows, and the address of the numbers that do not fit.
    int left = LAUNCH_BYTES - (addresses + 2) * Long.BYTES;
    this.mostByValue = Math.max(0, left / precision.bytes());
  }

  /** The variable that holds the address of this row's numbers in a buffer. */
  String row(int buffer, int stride, boolean written) {
    return buffers
        .computeIfAbsent(buffer, key -> new Rows("r" + buffers.size(), stride, written))
        .name();
  }

  /** The variable that holds a parameter's address. */
  String parameter(ParameterVector values) {
    int index = index(new CudaParameter.Vector(values));
    return vectors.computeIfAbsent(index, key -> "p" + vectors.size());
  }

  private int index(CudaParameter parameter) {
    int known = parameters.indexOf(parameter);
    if (known >= 0) {
      return known;
    }
    parameters.add(parameter);
    return parameters.size() - 1;
  }

  /** A number: written out where its value is part of an energy's form, else an argument. */
  String number(double value) {
    if (Double.isNaN(value)) {
      return "notANumber()";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinite()" : "(-infinite())";
    }
    if (value == 0 || Math.abs(value) == 0.5 || Math.abs(value) == 1 || Math.abs(value) == 2) {
      boolean negative = Math.copySign(1, value) < 0;
      return "num(%s%s)".formatted(negative ? "-" : "", Math.abs(value));
    }
    return numbers.computeIfAbsent(
        value,
        key ->
            numbers.size() < mostByValue
                ? "c.v[" + numbers.size() + "]"
                : "q[" + (numbers.size() - mostByValue) + "]");
  }

  /** The arguments, as a launch hands them over. */
  List<CudaArgument> list() {
    List<CudaArgument> list = new ArrayList<>();
    list.add(new CudaArgument.RowCount());
    buffers.keySet().forEach(buffer -> list.add(new CudaArgument.Buffer(buffer)));
    vectors.keySet().forEach(parameter -> list.add(new CudaArgument.Parameter(parameter)));
    List<Double> values = List.copyOf(numbers.keySet());
    int byValue = byValue();
    if (byValue < values.size()) {
      double[] rest = values.subList(byValue, values.size()).stream().mapToDouble(v -> v).toArray();
      list.add(
          new CudaArgument.Parameter(index(new CudaParameter.Vector(ParameterVector.of(rest)))));
    }
    if (byValue > 0) {
      list.add(new CudaArgument.Numbers(values.subList(0, byValue)));
    }
    return list;
  }

  private int byValue() {
    return Math.min(numbers.size(), mostByValue);
  }

  /** The text before the body: the function's head, and where this row stands in each buffer. */
  String head(RowLayout layout) {
    StringBuilder text = new StringBuilder();
    List<String> declared = new ArrayList<>();
    declared.add("const int n");
    buffers
        .values()
        .forEach(
            rows ->
                declared.add(
                    (rows.written() ? "num" : "const num") + "* __restrict__ b" + rows.name()));
    vectors.values().forEach(name -> declared.add("const num* __restrict__ " + name));
    if (byValue() < numbers.size()) {
      declared.add("const num* __restrict__ q");
    }
    if (byValue() > 0) {
      text.append("struct %sNumbers { num v[%d]; };\n".formatted(kernel, byValue()));
      declared.add("const %sNumbers c".formatted(kernel));
    }
    text.append(
        "extern \"C\" __global__ void __launch_bounds__(%d) %s(%s) {\n"
            .formatted(layout.threadsPerBlock(), kernel, String.join(", ", declared)));
    if (layout.isThreadPerRow()) {
      text.append(
          "  const int place = blockIdx.x * %d + threadIdx.x;\n".formatted(layout.rowsPerBlock()));
      text.append("  if (place >= n) return;\n  const long long row = place;\n");
    } else if (layout.isBlockPerRow()) {
      text.append("  const int lane = threadIdx.x;\n  const long long row = blockIdx.x;\n");
      text.append("  const bool live = true;\n");
    } else {
      text.append("  const int lane = threadIdx.x %% %d;\n".formatted(layout.threads()));
      text.append(
          "  const int place = blockIdx.x * %d + threadIdx.x / %d;\n"
              .formatted(layout.rowsPerBlock(), layout.threads()));
      // All threads of a warp take part in its sums; those behind the last row do it over again.
      text.append("  const bool live = place < n;\n");
      text.append("  const long long row = live ? place : n - 1;\n");
    }
    buffers
        .values()
        .forEach(
            rows ->
                text.append(
                    "  %snum* const %s = b%s + row * %d;\n"
                        .formatted(
                            rows.written() ? "" : "const ",
                            rows.name(),
                            rows.name(),
                            rows.stride())));
    return text.toString();
  }
}
