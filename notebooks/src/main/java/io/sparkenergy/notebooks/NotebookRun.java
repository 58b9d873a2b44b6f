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

import java.util.Map;
import java.util.function.Consumer;

/** Runs all paragraphs of a notebook, one after the other, and stops at the first that fails. */
public final class NotebookRun {
  private final Notebook notebook;
  private final Consumer<Paragraph> progress;

  private NotebookRun(Notebook notebook, Consumer<Paragraph> progress) {
    this.notebook = notebook;
    this.progress = progress;
  }

  /**
   * A run that is still to be started.
   *
   * @param progress is told of each paragraph before it runs
   */
  public static NotebookRun of(Notebook notebook, Consumer<Paragraph> progress) {
    return new NotebookRun(notebook, progress);
  }

  /**
   * Runs, and compares what is shown with what the file says.
   *
   * @throws NotebookFailure at the first paragraph that fails, or whose stored results are not what
   *     it gives: {@link StoredResults} says what may differ
   */
  public void check() {
    run(
        (paragraph, output, forms) ->
            StoredResults.difference(paragraph.results(), output)
                .ifPresent(
                    difference -> {
                      throw NotebookFailure.at(notebook, paragraph, difference);
                    }));
  }

  /**
   * Runs, and stores in the notebook what its paragraphs show.
   *
   * @throws NotebookFailure at the first paragraph that fails
   */
  public void renew() {
    run((paragraph, output, forms) -> paragraph.store(Message.parse(output.text()), forms));
  }

  private interface Taker {
    void take(Paragraph paragraph, Output output, Map<String, NotebookContext.Form> forms);
  }

  private void run(Taker taker) {
    try (SparkInterpreters spark = new SparkInterpreters()) {
      for (Paragraph paragraph : notebook.paragraphs()) {
        if (paragraph.isEmpty() || !paragraph.config("enabled").asBoolean(true)) {
          continue;
        }
        progress.accept(paragraph);
        spark.context().begin(paragraph.params());
        Output output;
        try {
          output = output(spark, paragraph);
        } catch (ParagraphFailure e) {
          throw NotebookFailure.at(notebook, paragraph, e);
        }
        taker.take(paragraph, output, spark.context().forms());
      }
    }
  }

  private static Output output(SparkInterpreters spark, Paragraph paragraph)
      throws ParagraphFailure {
    switch (paragraph.interpreter()) {
      case "md":
        return Output.printed(Markdown.html(paragraph.body()));
      case "spark.conf":
        spark.configure(paragraph.body());
        return Output.printed("");
      case "spark":
        return spark.scala(paragraph.body());
      case "spark.sql":
        return spark.sql(paragraph.body());
      default:
        throw new ParagraphFailure(
            "found %%%s on the first line, expected %%md, %%spark.conf, %%spark or %%spark.sql"
                .formatted(paragraph.interpreter()));
    }
  }
}
