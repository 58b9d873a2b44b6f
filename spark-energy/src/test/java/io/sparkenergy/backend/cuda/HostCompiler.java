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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Compiles CUDA text for the CPU with g++, by the shim in {@code cuda/host_shim.h}. */
public final class HostCompiler {
  private static final Pattern KERNEL =
      Pattern.compile("extern \"C\" __global__ void (?:__launch_bounds__\\(\\d+\\) )?(\\w+)\\(");

  /** Little time for g++, and arithmetic as it is written; misaligned accesses end the process. */
  private static final List<String> COMMAND =
      List.of(
          "g++",
          "-std=c++17",
          "-O1",
          "-w",
          "-U_FORTIFY_SOURCE",
          "-ffp-contract=off",
          "-fsanitize=alignment",
          "-fsanitize-undefined-trap-on-error");

  private HostCompiler() {}

  /** The kernels of a text, in its order. */
  public static List<String> kernels(String cuda) {
    return KERNEL.matcher(cuda).results().map((MatchResult match) -> match.group(1)).toList();
  }

  /**
   * A shared library that exports, for each kernel of a text, {@code void launch_<kernel>(int
   * blocks, int threadsPerBlock, void** arguments)}, whose arguments are pointers to the kernel's
   * as {@code cuLaunchKernel} takes them. It runs every thread of every block before it returns.
   */
  public static Path library(String cuda, Path directory) {
    StringBuilder text = new StringBuilder("#include \"host_shim.h\"\n").append(cuda);
    for (String kernel : kernels(cuda)) {
      text.append(
          """
          extern "C" void launch_%1$s(int blocks, int threads, void** arguments) {
            host::launch(%1$s, blocks, threads, arguments);
          }
          """
              .formatted(kernel));
    }
    return compile(text.toString(), directory, "kernels.so", "-shared", "-fPIC");
  }

  /**
   * An executable that runs programs of several texts; see {@link HostPrograms}. Its kernels are
   * numbered through all texts.
   */
  static Path server(List<String> texts, Path directory) {
    StringBuilder text = new StringBuilder("#include \"host_programs.h\"\n");
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      String namespace = "text" + i;
      text.append("namespace %s {\n".formatted(namespace));
      text.append(texts.get(i).replace("extern \"C\" ", "")).append("}\n");
      for (String kernel : kernels(texts.get(i))) {
        String launch = "  [](int b, int t, void** a) { host::launch(%s::%s, b, t, a); },\n";
        table.append(launch.formatted(namespace, kernel));
      }
    }
    text.append("static const host::Launcher KERNELS[] = {\n").append(table);
    text.append("};\nint main() { return host::serveAll(KERNELS); }\n");
    return compile(text.toString(), directory, "programs");
  }

  private static Path compile(String text, Path directory, String name, String... options) {
    try {
      for (String header : List.of("host_shim.h", "host_programs.h")) {
        try (var stream = HostCompiler.class.getResourceAsStream("/cuda/" + header)) {
          Files.write(directory.resolve(header), stream.readAllBytes());
        }
      }
      Path source = Files.writeString(directory.resolve(name + ".cpp"), text);
      Path output = directory.resolve(name);
      List<String> command = new ArrayList<>(COMMAND);
      command.addAll(List.of(options));
      command.addAll(List.of("-o", output.toString(), source.toString()));
      Process process = start(command);
      String messages = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("g++ refuses " + source + ":\n" + messages);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while g++ ran", e);
    }
  }

  private static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "g++ cannot be started; these tests run CUDA text on the CPU and need it on the PATH"
              + " (apt-get install g++)",
          e);
    }
  }
}
