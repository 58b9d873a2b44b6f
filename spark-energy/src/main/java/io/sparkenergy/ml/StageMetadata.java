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
package io.sparkenergy.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.SparkSession;

/**
 * The line of JSON that a saved stage begins with: Spark's own fields, by which a pipeline finds
 * the class, and two of ours, the format's version and whether there is an energy beside it.
 */
record StageMetadata(String path, JsonNode json) {
  /** What {@link StageWriter} writes now; a reader refuses what is above. */
  static final int FORMAT = 1;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static void write(Params stage, boolean holdsEnergy, String path, SparkSession spark) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("class", stage.getClass().getName());
    json.put("timestamp", System.currentTimeMillis());
    json.put("sparkVersion", spark.version());
    json.put("uid", stage.uid());
    ObjectNode set = json.putObject("paramMap");
    ObjectNode defaults = json.putObject("defaultParamMap");
    for (Param<?> param : stage.params()) {
      if (stage.isSet(param)) {
        set.set(param.name(), encoded(param, stage.get(param).get()));
      }
      if (stage.hasDefault(param)) {
        defaults.set(param.name(), encoded(param, stage.getDefault(param).get()));
      }
    }
    json.put("formatVersion", FORMAT);
    json.put("holdsEnergy", holdsEnergy);
    JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(List.of(json.toString()), 1)
        .saveAsTextFile(inside(path, "metadata"));
  }

  /**
   * The metadata at a path.
   *
   * @throws EnergyException if it is of another class, or of a format above {@link #FORMAT}
   */
  static StageMetadata read(String path, Class<?> expected, SparkSession spark) {
    String line = spark.read().text(inside(path, "metadata")).head().getString(0);
    StageMetadata metadata = new StageMetadata(path, parsed(path, line));
    String found = metadata.json.path("class").asText();
    if (!found.equals(expected.getName())) {
      throw unreadable(path, "it is a " + found + ", expected a " + expected.getName());
    }
    int format = metadata.json.path("formatVersion").asInt();
    if (format < 1 || format > FORMAT) {
      throw unreadable(
          path, "its format is version " + format + ", this library reads up to " + FORMAT);
    }
    return metadata;
  }

  static String inside(String path, String child) {
    return new Path(path, child).toString();
  }

  String uid() {
    return json.path("uid").asText();
  }

  boolean holdsEnergy() {
    return json.path("holdsEnergy").asBoolean();
  }

  /**
   * Sets the parameters that were saved.
   *
   * @throws EnergyException naming one that the stage does not have
   */
  void setParams(Params stage) {
    forEach("paramMap", stage, stage::set);
    forEach("defaultParamMap", stage, stage::setDefault);
  }

  private void forEach(String field, Params stage, BiConsumer<Param<Object>, Object> setter) {
    for (Map.Entry<String, JsonNode> saved : json.path(field).properties()) {
      if (!stage.hasParam(saved.getKey())) {
        throw unreadable(path, "parameter " + saved.getKey() + " is not known");
      }
      Param<Object> param = stage.getParam(saved.getKey());
      setter.accept(param, decoded(param, saved.getValue()));
    }
  }

  private Object decoded(Param<Object> param, JsonNode value) {
    try {
      return param.jsonDecode(value.toString());
    } catch (RuntimeException e) {
      // Spark matches on the kind of value, and has no message for another.
      throw unreadable(path, "parameter " + param.name() + " is " + value);
    }
  }

  @SuppressWarnings("unchecked")
  private static JsonNode encoded(Param<?> param, Object value) {
    return parsed(param.name(), ((Param<Object>) param).jsonEncode(value));
  }

  private static JsonNode parsed(String path, String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw unreadable(path, "its metadata is not JSON: " + e.getOriginalMessage());
    }
  }

  private static EnergyException unreadable(String path, String problem) {
    return EnergyException.of(ErrorCondition.UNREADABLE_ENERGY, "path", path, "problem", problem);
  }
}
