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
package io.sparkenergy.conf;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The settings of a session; {@link #ENTRIES} is all there is to set. */
public final class EnergyConf {
  public static final ConfigEntry BACKEND =
      new ConfigEntry(
          "spark.energy.backend",
          "auto",
          "What evaluates energies: auto (the fastest that can run them here), cuda, cpu or nd4j.");

  public static final ConfigEntry DEVICE =
      new ConfigEntry(
          "spark.energy.device",
          "auto",
          "Where energies are evaluated: auto (on a GPU where there is one that can be used, else"
              + " on the CPU), cpu, or cuda (on a GPU, and refused where there is none).");

  public static final ConfigEntry PRECISION =
      new ConfigEntry(
          "spark.energy.precision",
          "double",
          "The numbers that batches are computed in: double or float.");

  public static final ConfigEntry BATCH_ROWS =
      new ConfigEntry(
          "spark.energy.batch.rows",
          "1024",
          "The most rows of a batch; where it is not set, 65536 for backend cuda.");

  public static final ConfigEntry BATCH_BYTES =
      new ConfigEntry(
          "spark.energy.batch.bytes",
          "33554432",
          "The most bytes that a task holds for the rows of a batch and one model.");

  public static final ConfigEntry BATCH_ENABLED =
      new ConfigEntry(
          "spark.energy.batch.enabled",
          "true",
          "Whether queries evaluate energies in batches: true, or false for row by row.");

  public static final ConfigEntry GPU_CONCURRENT_TASKS =
      new ConfigEntry(
          "spark.energy.gpu.concurrentTasks",
          "2",
          "The tasks of an executor that may compute on one GPU at once; others wait.");

  public static final ConfigEntry GPU_TF32 =
      new ConfigEntry(
          "spark.energy.gpu.tf32",
          "false",
          "Whether a GPU's matrix products in precision float may round their factors to TF32's ten"
              + " bits: true or false.");

  public static final ConfigEntry GPU_BATCH_BYTES =
      new ConfigEntry(
          "spark.energy.gpu.batch.bytes",
          "268435456",
          "The most bytes, on the GPU and pinned, that a task holds for the rows of one model.");

  public static final ConfigEntry GPU_CACHE_DIR =
      new ConfigEntry(
          "spark.energy.gpu.cacheDir",
          "",
          "A folder of each executor's machine that keeps compiled kernels; empty for memory"
              + " only.");

  public static final ConfigEntry FUNCTIONS =
      new ConfigEntry(
          "spark.energy.functions.<name>",
          "",
          "The energy that queries call by this name: a path or JSON, read at first use.");

  public static final List<ConfigEntry> ENTRIES =
      List.of(
          BACKEND,
          DEVICE,
          PRECISION,
          BATCH_ROWS,
          BATCH_BYTES,
          BATCH_ENABLED,
          GPU_CONCURRENT_TASKS,
          GPU_TF32,
          GPU_BATCH_BYTES,
          GPU_CACHE_DIR,
          FUNCTIONS);

  /** What a call may set for itself, by keys without {@code spark.energy.}. */
  public static final List<ConfigEntry> CALL_OPTIONS =
      List.of(BACKEND, DEVICE, PRECISION, BATCH_ROWS, BATCH_BYTES);

  private static final String PREFIX = "spark.energy.";
  private static final String FUNCTIONS_PREFIX = "spark.energy.functions.";

  private final BinaryOperator<String> lookup;
  private final Supplier<Map<String, String>> all;

  /**
   * Settings from a lookup.
   *
   * @param lookup from a key and its default to the value, such as {@code RuntimeConfig::get}
   * @param all every key that is set, with its value
   */
  public EnergyConf(BinaryOperator<String> lookup, Supplier<Map<String, String>> all) {
    this.lookup = lookup;
    this.all = all;
  }

  /**
   * These settings, with those that a call brings itself in their place.
   *
   * @param options values of {@link #CALL_OPTIONS}, by key without {@code spark.energy.}
   * @throws EnergyException naming an option that is none of them
   */
  public EnergyConf with(Map<String, String> options) {
    Map<String, String> own = new TreeMap<>();
    options.forEach(
        (option, value) -> {
          if (CALL_OPTIONS.stream().noneMatch(entry -> entry.key().equals(PREFIX + option))) {
            throw EnergyException.of(
                ErrorCondition.CONFIGURATION,
                "key",
                "option " + option,
                "found",
                value,
                "expected",
                "one of " + optionNames());
          }
          own.put(PREFIX + option, value);
        });
    return new EnergyConf(
        (key, byDefault) -> own.containsKey(key) ? own.get(key) : lookup.apply(key, byDefault),
        all);
  }

  private static String optionNames() {
    return CALL_OPTIONS.stream()
        .map(entry -> entry.key().substring(PREFIX.length()))
        .collect(Collectors.joining(", "));
  }

  /** What {@code spark.energy.functions.<name>} says, if it is set. */
  public Optional<String> function(String name) {
    String definition = lookup.apply(FUNCTIONS_PREFIX + name, "");
    return definition.isBlank() ? Optional.empty() : Optional.of(definition.strip());
  }

  /** All names that the configuration defines, with their definitions. */
  public Map<String, String> functions() {
    Map<String, String> functions = new TreeMap<>();
    all.get()
        .forEach(
            (key, value) -> {
              if (key.startsWith(FUNCTIONS_PREFIX)) {
                functions.put(key.substring(FUNCTIONS_PREFIX.length()), value);
              }
            });
    return functions;
  }

  /**
   * A setting that is true or false.
   *
   * @throws EnergyException naming the key, if it is neither
   */
  public boolean flag(ConfigEntry entry) {
    String text = get(entry).strip().toLowerCase(Locale.ROOT);
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw refused(entry, get(entry), "true or false");
  }

  /**
   * A setting that is one of a few words, in lower case.
   *
   * @throws EnergyException naming the key, if it is none of them
   */
  public String choice(ConfigEntry entry, String... words) {
    String text = get(entry).strip().toLowerCase(Locale.ROOT);
    if (List.of(words).contains(text)) {
      return text;
    }
    throw refused(entry, get(entry), "one of " + String.join(", ", words));
  }

  public String get(ConfigEntry entry) {
    return lookup.apply(entry.key(), entry.byDefault());
  }

  /** Whether the user has set it. */
  public boolean isSet(ConfigEntry entry) {
    return !lookup.apply(entry.key(), "").isEmpty();
  }

  /** One of Spark's own settings, if it is set. */
  public Optional<String> spark(String key) {
    return Optional.of(lookup.apply(key, "")).filter(value -> !value.isBlank());
  }

  /**
   * A setting that is a whole number above 0.
   *
   * @throws EnergyException naming the key, if it is not
   */
  public long positive(ConfigEntry entry) {
    String text = get(entry);
    try {
      long value = Long.parseLong(text.trim());
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw refused(entry, text, "a whole number > 0");
    }
    throw refused(entry, text, "a whole number > 0");
  }

  private static EnergyException refused(ConfigEntry entry, String found, String expected) {
    return EnergyException.of(
        ErrorCondition.CONFIGURATION, "key", entry.key(), "found", found, "expected", expected);
  }
}
