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
package io.sparkenergy.cli;

import io.sparkenergy.diagnostics.html.HtmlReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a report is handed over: as text or JSON on the console, as a JSON and as an HTML file. */
final class ReportOption {
  @Option(names = "--json", description = "Print one JSON object in place of text.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Also write the report as JSON to a file on this machine.")
  private Path output;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the report, with charts, to one HTML file on this machine.")
  private Path html;

  /** Refuses files that could not be written in the end, before any job starts. */
  void check() {
    check("--output", output);
    check("--html", html);
  }

  private static void check(String option, Path file) {
    if (file == null) {
      return;
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new WrongArgument(
          option + " " + file + ": found no directory " + directory + " for it");
    }
    if (Files.isDirectory(file)) {
      throw new WrongArgument(option + " " + file + " is a directory, expected a file");
    }
    Path probe = beside(file);
    try {
      Files.createFile(probe);
      Files.delete(probe);
    } catch (IOException e) {
      throw WrongArgument.unwritable(option, file, e);
    }
  }

  private static Path beside(Path file) {
    return file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID() + ".part");
  }

  /** Prints the report, and writes its files if they are asked for. */
  void write(CommandSpec spec, Object text, Supplier<String> asJson, Supplier<HtmlReport> page) {
    spec.commandLine().getOut().println(json ? asJson.get() : text);
    if (output != null) {
      writeWhole(output, asJson.get() + "\n");
      wrote(spec, output);
    }
    if (html != null) {
      page.get().write(html);
      wrote(spec, html);
    }
  }

  /** The console's JSON stays JSON. */
  private void wrote(CommandSpec spec, Path file) {
    (json ? spec.commandLine().getErr() : spec.commandLine().getOut()).println("Wrote " + file);
  }

  private static void writeWhole(Path file, String text) {
    try {
      Path whole = beside(file);
      try {
        Files.writeString(whole, text);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
