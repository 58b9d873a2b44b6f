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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A paragraph of a notebook file. */
public final class Paragraph {
  private static final Pattern INTERPRETER = Pattern.compile("\\A%([\\w.]+)[ \\t]*(?:\\R|\\z)");

  private final int number;
  private final ObjectNode json;

  Paragraph(int number, ObjectNode json) {
    this.number = number;
    this.json = json;
  }

  /** Counted from 1. */
  public int number() {
    return number;
  }

  /** The title, or the first line of what is said where there is none. */
  public String title() {
    String title = json.path("title").asText("");
    return title.isEmpty()
        ? body().strip().lines().findFirst().orElse("").replaceAll("^#+ *", "")
        : title;
  }

  public boolean isEmpty() {
    return text().isBlank();
  }

  private String text() {
    return json.path("text").asText("");
  }

  /** What the first line names: {@code md}, {@code spark}, …; empty where it names nothing. */
  public String interpreter() {
    Matcher matcher = INTERPRETER.matcher(text());
    return matcher.find() ? matcher.group(1) : "";
  }

  /** The text below the line of the interpreter. */
  public String body() {
    return INTERPRETER.matcher(text()).replaceFirst("");
  }

  /** A setting of how the paragraph is shown. */
  public JsonNode config(String key) {
    return json.path("config").path(key);
  }

  /** The values of the paragraph's forms, by name. */
  public Map<String, String> params() {
    Map<String, String> params = new LinkedHashMap<>();
    JsonNode values = json.path("settings").path("params");
    values.fieldNames().forEachRemaining(name -> params.put(name, values.path(name).asText()));
    return params;
  }

  /** What the file says the paragraph showed; empty where it was not run or did not end well. */
  public List<Message> results() {
    List<Message> messages = new ArrayList<>();
    JsonNode results = json.path("results");
    if (results.path("code").asText("").equals("SUCCESS")) {
      for (JsonNode message : results.path("msg")) {
        messages.add(new Message(message.path("type").asText(), message.path("data").asText()));
      }
    }
    return messages;
  }

  void store(List<Message> messages, Map<String, NotebookContext.Form> forms) {
    ObjectNode settings = json.withObject("/settings");
    if (!settings.has("params")) {
      settings.putObject("params");
    }
    ObjectNode formsJson = settings.putObject("forms");
    forms.forEach((name, form) -> put(formsJson.putObject(name), form));
    ObjectNode results = json.putObject("results");
    results.put("code", "SUCCESS");
    ArrayNode list = results.putArray("msg");
    for (Message message : messages) {
      list.addObject().put("type", message.type()).put("data", message.data());
    }
    json.put("status", "FINISHED");
  }

  private static void put(ObjectNode json, NotebookContext.Form form) {
    json.put("type", form.kind());
    if (!form.options().isEmpty()) {
      ArrayNode options = json.putArray("options");
      for (String option : form.options()) {
        String[] valueAndLabel = option.split("\t", 2);
        options.addObject().put("value", valueAndLabel[0]).put("displayName", valueAndLabel[1]);
      }
    }
    json.put("name", form.name());
    json.put("displayName", form.name());
    json.put("defaultValue", String.valueOf(form.byDefault()));
    json.put("hidden", false);
  }
}
