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

import io.sparkenergy.conf.ConfigEntry.Group;
import io.sparkenergy.conf.ConfigEntry.Read;
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
  private static final String FIRST = "0.1.0";

  public static final ConfigEntry BACKEND =
      new ConfigEntry(
          "spark.energy.backend",
          "auto",
          Group.GENERAL,
          Read.ANALYSIS,
          "`auto`, `cuda`, `cpu`, `nd4j`, or the name of a backend of your own",
          "What evaluates energies: auto (the fastest that can run them here), cuda, cpu or "
              + "nd4j.",
          "A backend that is named is meant: an energy that it cannot evaluate is refused. `auto`"
              + " takes nd4j for energies that are no expressions, and on x86 processors without"
              + " FMA instructions. EXPLAIN names the backend of a query.",
          FIRST);

  public static final ConfigEntry DEVICE =
      new ConfigEntry(
          "spark.energy.device",
          "auto",
          Group.GENERAL,
          Read.ANALYSIS,
          "`auto`, `cpu`, `cuda`",
          "Where energies are evaluated: auto (on a GPU where there is one that can be used, "
              + "else on the CPU), cpu, or cuda (on a GPU, and refused where there is none).",
          "On a cluster, auto uses GPUs that are requested of Spark; an executor that finds "
              + "none computes on its CPU and warns once. The plugin reads this key of the "
              + "application's configuration, as an executor starts.",
          FIRST);

  public static final ConfigEntry PRECISION =
      new ConfigEntry(
          "spark.energy.precision",
          "double",
          Group.GENERAL,
          Read.ANALYSIS,
          "`double`, `float`",
          "The numbers that batches are computed in: double or float.",
          "Energies and scores are columns of double in both. float takes half of the memory,"
              + " and has about 7 digits.",
          FIRST);

  public static final ConfigEntry BATCH_ROWS =
      new ConfigEntry(
          "spark.energy.batch.rows",
          "1024",
          Group.BATCHES,
          Read.ANALYSIS,
          "a whole number > 0, in rows",
          "The most rows of a batch; where it is not set, 65536 for backend cuda.",
          "Batches of a query begin with 64 rows and grow to this, so that a LIMIT stops "
              + "early.",
          FIRST);

  public static final ConfigEntry BATCH_BYTES =
      new ConfigEntry(
          "spark.energy.batch.bytes",
          "33554432",
          Group.BATCHES,
          Read.ANALYSIS,
          "a whole number > 0, in bytes",
          "The most bytes that a task holds for the rows of a batch and one model.",
          "Fewer rows make a batch where this would be exceeded, and always one at least. "
              + "Times the tasks of an executor and the models of a query, that is what executors "
              + "need beside the rest.",
          FIRST);

  public static final ConfigEntry BATCH_ENABLED =
      new ConfigEntry(
          "spark.energy.batch.enabled",
          "true",
          Group.BATCHES,
          Read.PLANNING,
          "`true`, `false`",
          "Whether queries evaluate energies in batches: true, or false for row by row.",
          "Row by row gives the same answers, slowly: to compare, or to see whether an "
              + "operator is to blame.",
          FIRST);

  public static final ConfigEntry GPU_CONCURRENT_TASKS =
      new ConfigEntry(
          "spark.energy.gpu.concurrentTasks",
          "2",
          Group.GPU,
          Read.ANALYSIS,
          "a whole number > 0, in tasks",
          "The tasks of an executor that may compute on one GPU at once; others wait.",
          "While a task waits it holds its memory on the GPU; those that do not compute read "
              + "and copy rows.",
          FIRST);

  public static final ConfigEntry GPU_TF32 =
      new ConfigEntry(
          "spark.energy.gpu.tf32",
          "false",
          Group.GPU,
          Read.ANALYSIS,
          "`true`, `false`",
          "Whether a GPU's matrix products in precision float may round their factors to "
              + "TF32's ten bits: true or false.",
          "Products of double are never rounded so.",
          FIRST);

  public static final ConfigEntry GPU_BATCH_BYTES =
      new ConfigEntry(
          "spark.energy.gpu.batch.bytes",
          "268435456",
          Group.GPU,
          Read.ANALYSIS,
          "a whole number > 0, in bytes",
          "The most bytes, on the GPU and pinned, that a task holds for the rows of one "
              + "model.",
          "A batch that does not fit goes through in pieces, of 32 rows at least. The "
              + "parameters of a model come beside it, once for all tasks.",
          FIRST);

  public static final ConfigEntry GPU_CACHE_DIR =
      new ConfigEntry(
          "spark.energy.gpu.cacheDir",
          "",
          Group.GPU,
          Read.ANALYSIS,
          "a path",
          "A folder of each executor's machine that keeps compiled kernels; empty for memory "
              + "only.",
          "It spares a new executor the compilation of forms of energies that one before it "
              + "had. The folder is made where it is not there.",
          FIRST);

  public static final ConfigEntry FUNCTIONS =
      new ConfigEntry(
          "spark.energy.functions.<name>",
          "",
          Group.FUNCTIONS,
          Read.ANALYSIS,
          "JSON of an energy, or a path on any file system that Hadoop reads",
          "The energy that queries call by this name: a path or JSON, read at first use.",
          "It is read once: a file that is changed under the same path stays what it was "
              + "until the application ends. Names that are registered with `SparkEnergy.register` "
              + "come first.",
          FIRST);

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
