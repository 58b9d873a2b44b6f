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
package io.sparkenergy.notebooks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code notebooks/run}. */
@Command(
    name = "notebooks/run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs Zeppelin notebooks without Zeppelin: all paragraphs, to the first error.",
      "Fails, too, if what a file shows is not what running gives: words, and numbers of tables."
    },
    footer = "Exit codes: 0 all ran, 1 one did not, 2 the arguments are wrong.")
public final class RunNotebooks implements Callable<Integer> {
  @Option(names = "--write", description = "Store in the files what the paragraphs show.")
  private boolean write;

  @Parameters(
      paramLabel = "NOTEBOOK",
      arity = "1..*",
      description = "Files to run, *.zpln; by notebooks/run, all of its own if none is named.")
  private List<Path> files = List.of();

  private RunNotebooks() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new RunNotebooks())
            .setExecutionExceptionHandler(
                (exception, command, parsed) -> {
                  command.getErr().println(exception.getMessage());
                  return ExitCode.SOFTWARE;
                })
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    for (Path file : files) {
      Notebook notebook = Notebook.read(file);
      System.out.println(notebook.name());
      NotebookRun run =
          NotebookRun.of(
              notebook,
              paragraph -> System.out.printf("  %2d  %s%n", paragraph.number(), paragraph.title()));
      if (write) {
        run.renew();
        notebook.write();
      } else {
        run.check();
      }
    }
    return ExitCode.OK;
  }
}
