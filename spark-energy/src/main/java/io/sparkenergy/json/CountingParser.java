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

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** Stops at more objects, arrays or longer names than {@link JsonLimits} says. */
final class CountingParser extends JsonParserDelegate {
  private int objects;
  private int arrays;

  CountingParser(JsonParser parser) {
    super(parser);
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    if (token == JsonToken.START_OBJECT) {
      require(++objects, JsonLimits.OBJECTS, "objects");
    } else if (token == JsonToken.START_ARRAY) {
      require(++arrays, JsonLimits.ARRAYS, "arrays");
    } else if (token == JsonToken.FIELD_NAME) {
      require(currentName().length(), JsonLimits.NAME_CHARACTERS, "characters in a name");
    }
    return token;
  }

  private void require(int found, int limit, String what) throws StreamConstraintsException {
    if (found > limit) {
      throw new StreamConstraintsException(
          "found " + found + " " + what + ", expected at most " + limit, currentTokenLocation());
    }
  }
}
