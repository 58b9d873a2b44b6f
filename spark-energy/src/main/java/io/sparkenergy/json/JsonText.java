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
package io.sparkenergy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * JSON text to tree and back, strictly: no duplicate fields, nothing after the object, no more than
 * {@link JsonLimits} says.
 */
public final class JsonText {
  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(JsonLimits.DEPTH)
                          .maxStringLength(JsonLimits.STRING_CHARACTERS)
                          .maxNumberLength(JsonLimits.DIGITS)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .configure(JsonParser.Feature.ALLOW_COMMENTS, false)
          .build();

  private JsonText() {}

  /**
   * Reads one JSON object.
   *
   * @throws EnergyException naming line and column if the text is not one JSON object
   */
  public static FieldReader read(String text) {
    if (text.length() > JsonLimits.CHARACTERS) {
      throw refused(text.length() + " characters, expected at most " + JsonLimits.CHARACTERS);
    }
    try (JsonParser parser = new CountingParser(MAPPER.createParser(text))) {
      JsonNode node = MAPPER.readTree(parser);
      if (node instanceof ObjectNode object) {
        return new FieldReader("", object, Optional.empty());
      }
      throw refused("expected an object, found " + (node == null ? "nothing" : node.getNodeType()));
    } catch (JsonProcessingException e) {
      throw EnergyException.causedBy(
          e,
          ErrorCondition.INVALID_JSON,
          "line",
          e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
          "column",
          e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
          "problem",
          e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory", e);
    }
  }

  private static EnergyException refused(String problem) {
    return EnergyException.of(
        ErrorCondition.INVALID_JSON, "line", 1, "column", 1, "problem", problem);
  }

  /** An empty object to write fields into. */
  public static FieldWriter write() {
    return new FieldWriter(MAPPER.createObjectNode());
  }
}
