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
package io.sparkenergy.diagnostics.pass;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.spark.sql.SparkSession;

/**
 * One line on a terminal that tells how many rows are done, until it is closed. Nothing is written
 * where there is no terminal, where Spark's own progress bar is on, or while the work is young.
 */
public final class ProgressLine implements AutoCloseable {
  private static final long FIRST_MILLIS = 2000;
  private static final long EVERY_MILLIS = 500;

  private final String what;
  private final LongSupplier rows;
  private final PrintStream out;
  private final long start = System.nanoTime();
  private final Timer clock = new Timer("spark-energy-progress", true);
  private boolean closed;
  private int written;

  private ProgressLine(String what, LongSupplier rows, PrintStream out) {
    this.what = what;
    this.rows = rows;
    this.out = out;
  }

  /**
   * A line on this JVM's terminal, if it has one to itself.
   *
   * @param what what is being done
   * @param rows how many rows are done; asked twice a second
   * @param wanted whether there is to be a line at all
   */
  public static ProgressLine start(
      SparkSession spark, String what, LongSupplier rows, boolean wanted) {
    ProgressLine line = new ProgressLine(what, rows, System.err);
    boolean barIsOn =
        spark.sparkContext().getConf().getBoolean("spark.ui.showConsoleProgress", false);
    if (wanted && !barIsOn && isTerminal(System.console())) {
      line.every(FIRST_MILLIS, EVERY_MILLIS);
    }
    return line;
  }

  /** A line on a stream, from the beginning. */
  static ProgressLine on(PrintStream out, String what, LongSupplier rows, long everyMillis) {
    ProgressLine line = new ProgressLine(what, rows, out);
    line.every(0, everyMillis);
    return line;
  }

  /** From Java 22 on there is a console without a terminal, too, and it says so. */
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private void every(long first, long millis) {
    TimerTask task =
        new TimerTask() {
          @Override
          public void run() {
            write();
          }
        };
    clock.schedule(task, first, millis);
  }

  private synchronized void write() {
    if (closed) {
      return;
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    String text = String.format(Locale.ROOT, "%s: %,d rows, %d s", what, rows.getAsLong(), seconds);
    out.print("\r" + text + " ".repeat(Math.max(0, written - text.length())));
    out.flush();
    written = text.length();
  }

  /** Takes the line away. */
  @Override
  public synchronized void close() {
    closed = true;
    clock.cancel();
    if (written > 0) {
      out.print("\r" + " ".repeat(written) + "\r");
      out.flush();
      written = 0;
    }
  }
}
