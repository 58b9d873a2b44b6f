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

import io.sparkenergy.error.EnergyException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import scala.Option;

/**
 * The main class for spark-submit. Exit codes: 0 done, 1 the job failed, 2 the arguments are wrong.
 * What went wrong is one line on standard error; {@code --verbose} adds the stack trace.
 */
@Command(
    name = "spark-energy",
    mixinStandardHelpOptions = true,
    version = "spark-energy 0.1.0",
    description = "Evaluates energy functions - energy and score - over files of vectors.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      EvaluateCommand.class,
      DescribeCommand.class,
      FitCommand.class,
      ConvertCommand.class,
      TestCommand.class,
      DebugCommand.class,
      GoodnessCommand.class,
      CompareCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 the job failed, 2 the arguments are wrong, 3 what --fail-on or",
      "--fail-below names was found.",
      "Example:",
      "  spark-energy evaluate --energy '{\"type\":\"double_well\"}' --input in.parquet \\",
      "      --output out.parquet --features x"
    })
public final class Main {
  /** The exit code of a job that ran, and found what it was to fail on. */
  static final int FINDINGS = 3;

  @CommandLine.Option(
      names = "--verbose",
      description = "Show the stack trace of a failure.",
      scope = CommandLine.ScopeType.INHERIT)
  private boolean verbose;

  private Main() {}

  public static void main(String[] arguments) {
    int code = run(arguments, writer(System.out), writer(System.err));
    Option<SparkSession> session = SparkSession.getDefaultSession();
    if (session.isDefined()) {
      session.get().stop();
    }
    if (code != 0) {
      System.exit(code);
    }
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }

  /** Runs a command line and gives its exit code. */
  static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    Main main = new Main();
    CommandLine commandLine = new CommandLine(main);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setParameterExceptionHandler((exception, given) -> wrongArguments(exception, err));
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> failed(exception, main.verbose, err));
    if (arguments.length == 0) {
      commandLine.usage(err);
      return ExitCode.USAGE;
    }
    return commandLine.execute(arguments);
  }

  private static int wrongArguments(ParameterException exception, PrintWriter err) {
    err.println("spark-energy: " + exception.getMessage().lines().findFirst().orElse(""));
    String command = exception.getCommandLine().getCommandSpec().qualifiedName();
    err.println("See '" + command + " --help'.");
    return ExitCode.USAGE;
  }

  private static int failed(Exception exception, boolean verbose, PrintWriter err) {
    err.println("spark-energy: " + reason(exception));
    if (verbose) {
      exception.printStackTrace(err);
    }
    return exception instanceof WrongArgument ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  /**
   * The outermost refusal among the causes, or the innermost cause: Spark wraps what a task threw.
   */
  private static String reason(Throwable failure) {
    Throwable innermost = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EnergyException || cause instanceof WrongArgument) {
        return cause.getMessage();
      }
      innermost = cause;
    }
    String message = innermost.getMessage();
    return message == null
        ? innermost.getClass().getSimpleName() + "; run again with --verbose"
        : message.lines().findFirst().orElse("");
  }
}
