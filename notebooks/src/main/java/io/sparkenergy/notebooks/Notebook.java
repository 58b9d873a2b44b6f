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

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A notebook file of Zeppelin's, {@code .zpln}. */
public final class Notebook {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final ObjectNode json;
  private final List<Paragraph> paragraphs;

  private Notebook(Path file, ObjectNode json, List<Paragraph> paragraphs) {
    this.file = file;
    this.json = json;
    this.paragraphs = paragraphs;
  }

  /**
   * Reads a file.
   *
   * @throws NotebookFailure naming the file and what is missing, if it is no notebook
   */
  public static Notebook read(Path file) throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new NotebookFailure(file + ": not JSON, " + e.getOriginalMessage());
    }
    if (!json.path("name").isTextual() || !json.path("paragraphs").isArray()) {
      throw new NotebookFailure(file + ": found no name and paragraphs, as a Zeppelin note has");
    }
    List<Paragraph> paragraphs = new ArrayList<>();
    for (JsonNode paragraph : json.path("paragraphs")) {
      if (!paragraph.isObject()) {
        throw new NotebookFailure(
            "%s: paragraph %d: found %s, expected an object"
                .formatted(file, paragraphs.size() + 1, paragraph.getNodeType()));
      }
      paragraphs.add(new Paragraph(paragraphs.size() + 1, (ObjectNode) paragraph));
    }
    return new Notebook(file, (ObjectNode) json, List.copyOf(paragraphs));
  }

  public String name() {
    return json.path("name").asText();
  }

  public Path file() {
    return file;
  }

  public List<Paragraph> paragraphs() {
    return paragraphs;
  }

  /** Puts the file in the place of the one that was read, whole or not at all. */
  public void write() throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(written, JSON.writer(new LikeZeppelin()).writeValueAsString(json) + "\n");
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Zeppelin's own layout, so that a file which it has saved differs in what was changed alone. */
  private static final class LikeZeppelin extends DefaultPrettyPrinter {
    private static final long serialVersionUID = 1L;

    LikeZeppelin() {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      indentObjectsWith(indenter);
      indentArraysWith(indenter);
    }

    @Override
    public DefaultPrettyPrinter createInstance() {
      return new LikeZeppelin();
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator generator) throws IOException {
      generator.writeRaw(": ");
    }
  }
}
