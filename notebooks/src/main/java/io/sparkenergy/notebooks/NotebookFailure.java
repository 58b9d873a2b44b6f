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

/** Why a notebook stopped: its name, the paragraph, and what went wrong there. */
public final class NotebookFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotebookFailure(String message) {
    super(message);
  }

  static NotebookFailure at(Notebook notebook, Paragraph paragraph, Throwable cause) {
    NotebookFailure failure = new NotebookFailure(place(notebook, paragraph) + cause.getMessage());
    failure.initCause(cause);
    return failure;
  }

  static NotebookFailure at(Notebook notebook, Paragraph paragraph, String problem) {
    return new NotebookFailure(place(notebook, paragraph) + problem);
  }

  private static String place(Notebook notebook, Paragraph paragraph) {
    return "%s, paragraph %d, %s: "
        .formatted(notebook.name(), paragraph.number(), paragraph.title());
  }
}
