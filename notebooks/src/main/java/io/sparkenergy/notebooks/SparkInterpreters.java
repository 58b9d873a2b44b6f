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
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * Interpreters {@code %spark.conf}, {@code %spark} and {@code %spark.sql}: one Spark application
 * and one Scala interpreter a notebook, begun by the first paragraph that needs them.
 */
final class SparkInterpreters implements AutoCloseable {
  private static final String PACKAGES = "spark.jars.packages";
  private static final String OURS = "io.sparkenergy:";
  private static final String IMPORTS =
      """
      import org.apache.spark.SparkContext._
      import spark.implicits._
      import spark.sql
      import org.apache.spark.sql.functions._
      """;

  private final Map<String, String> conf = new TreeMap<>();
  private final NotebookContext context = new NotebookContext();
  private final ClassLoader outerLoader = Thread.currentThread().getContextClassLoader();
  private Optional<Started> started = Optional.empty();

  private record Started(SparkSession spark, ScalaRepl repl) {}

  /** What notebooks call {@code z}. */
  NotebookContext context() {
    return context;
  }

  /** Settings for the application that is not yet begun. */
  void configure(String properties) throws ParagraphFailure {
    if (started.isPresent()) {
      throw new ParagraphFailure("Spark runs already, and settings must come first");
    }
    Properties parsed = new Properties();
    try {
      parsed.load(new StringReader(properties));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String key : parsed.stringPropertyNames()) {
      conf.put(key, parsed.getProperty(key).strip());
    }
    // Ours are what this runs with, and nothing is fetched.
    for (String coordinates : conf.getOrDefault(PACKAGES, "").split(",", -1)) {
      if (!coordinates.isBlank() && !coordinates.strip().startsWith(OURS)) {
        throw new ParagraphFailure(
            "%s: found %s, expected packages of %s* alone".formatted(PACKAGES, coordinates, OURS));
      }
    }
    conf.remove(PACKAGES);
  }

  Output scala(String code) throws ParagraphFailure {
    ScalaRepl.Outcome outcome = start().repl().run(code);
    Output output = new Output(outcome.printed(), outcome.echo());
    if (!outcome.succeeded()) {
      throw new ParagraphFailure(output.text().strip());
    }
    return output;
  }

  /** Statements apart by semicolons at the end of a line. */
  Output sql(String script) throws ParagraphFailure {
    SparkSession spark = start().spark();
    StringBuilder output = new StringBuilder();
    for (String statement : statements(script)) {
      try {
        output.append(context.table(spark.sql(statement), NotebookContext.MostRows()));
      } catch (Exception e) {
        throw new ParagraphFailure(String.valueOf(e.getMessage()), e);
      }
    }
    return Output.printed(output.toString());
  }

  private static List<String> statements(String script) {
    List<String> statements = new ArrayList<>();
    for (String statement : script.split(";[ \\t]*(?:\\R|\\z)", -1)) {
      if (!statement.isBlank()) {
        statements.add(statement);
      }
    }
    return statements;
  }

  private Started start() throws ParagraphFailure {
    if (started.isEmpty()) {
      ScalaRepl repl = new ScalaRepl(System.getProperty("java.class.path"));
      // Tasks of a local Spark take their classes from here.
      Thread.currentThread().setContextClassLoader(repl.classLoader());
      SparkSession.Builder builder = SparkSession.builder();
      conf.forEach(builder::config);
      SparkSession spark = builder.getOrCreate();
      started = Optional.of(new Started(spark, repl));
      repl.bind("spark", SparkSession.class.getName(), spark);
      repl.bind("sc", "org.apache.spark.SparkContext", spark.sparkContext());
      repl.bind("z", NotebookContext.class.getName(), context);
      scala(IMPORTS);
    }
    return started.orElseThrow();
  }

  @Override
  public void close() {
    started.ifPresent(
        running -> {
          running.spark().stop();
          SparkSession.clearActiveSession();
          SparkSession.clearDefaultSession();
          running.repl().close();
        });
    Thread.currentThread().setContextClassLoader(outerLoader);
  }
}
