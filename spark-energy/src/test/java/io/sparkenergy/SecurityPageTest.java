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
package io.sparkenergy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page says of limits, classes and paths is so. */
class SecurityPageTest {
  private static final Pattern ROW =
      Pattern.compile("\\| [^|]+ \\| ([0-9]+) \\| `(\\w+)\\.(\\w+)` \\|");

  private static final List<String> CLASSES =
      List.of(
          "io.sparkenergy.json.JsonLimits",
          "io.sparkenergy.expression.ExpressionLimits",
          "io.sparkenergy.imports.onnx.OnnxLimits",
          "io.sparkenergy.imports.safetensors.TensorHeader",
          "io.sparkenergy.imports.ModelBytes",
          "io.sparkenergy.energy.SameDiffBytes",
          "io.sparkenergy.energy.ReleasingMemory",
          "io.sparkenergy.error.EnergyException");

  private static Map<String, Long> onThePage() throws IOException {
    Map<String, Long> limits = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs", "security.md")));
    while (row.find()) {
      limits.put(row.group(2) + "." + row.group(3), Long.parseLong(row.group(1)));
    }
    return limits;
  }

  private static long value(String limit) throws ReflectiveOperationException {
    String[] parts = limit.split("\\.", -1);
    String name =
        CLASSES.stream()
            .filter(candidate -> candidate.endsWith("." + parts[0]))
            .findFirst()
            .orElseThrow();
    Field field = Class.forName(name).getDeclaredField(parts[1]);
    field.setAccessible(true);
    return ((Number) field.get(null)).longValue();
  }

  @Test
  void limitsAreAsDeclared() throws IOException, ReflectiveOperationException {
    Map<String, Long> page = onThePage();
    assertThat(page).hasSizeGreaterThan(20);
    for (Map.Entry<String, Long> limit : page.entrySet()) {
      assertThat(limit.getValue()).as(limit.getKey()).isEqualTo(value(limit.getKey()));
    }
  }

  @Test
  void allLimitsAreListed() throws IOException, ReflectiveOperationException {
    Map<String, Long> page = onThePage();
    for (String name : CLASSES.subList(0, 3)) {
      Class<?> limits = Class.forName(name);
      Arrays.stream(limits.getDeclaredFields())
          .filter(field -> Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
          .forEach(
              field ->
                  assertThat(page).containsKey(limits.getSimpleName() + "." + field.getName()));
    }
  }

  /** Files below src/main that mention something; the page says what they are. */
  private static Set<String> mentioning(String pattern) throws IOException {
    Pattern wanted = Pattern.compile(pattern);
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "main"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(java|scala)")).toList()) {
        if (wanted.matcher(Files.readString(file)).find()) {
          found.add(file.getFileName().toString().replaceAll("\\.[a-z]+$", ""));
        }
      }
    }
    return found;
  }

  /** Java objects are read from Spark's own tasks, broadcasts and shuffles, and nowhere else. */
  @Test
  void noReaderMakesJavaObjectsOrLoadsClasses() throws IOException {
    assertThat(mentioning("ObjectInputStream|readUnshared|ObjectInputFilter"))
        .containsExactly("EnergyModel", "EnergySummary", "QuantileSketch", "SerializedEnergy");
    assertThat(mentioning("Class\\.forName|loadClass\\(|URLClassLoader|classForName|defineClass"))
        .containsExactlyInAnyOrder("LoopClasses", "SerializedEnergy");
    assertThat(mentioning("enableDefaultTyping|activateDefaultTyping|JsonTypeInfo|XMLDecoder|Yaml"))
        .isEmpty();
  }

  @Test
  void onlyWhatIsOfOneMachineUsesJavasOwnPaths() throws IOException {
    assertThat(
            mentioning(
                "java\\.nio\\.(file|channels)|java\\.io\\.(File\\b|RandomAccessFile|File[A-Z])"))
        .isSubsetOf(
            // The caller's own path.
            "ModelBytes",
            "OnnxModel",
            "SafetensorsFile",
            "SameDiffEnergy",
            // Reports of the command line.
            "HtmlReport",
            "ReportOption",
            // Kernels of the machine's GPU, and ND4J's own files.
            "CubinCache",
            "CudaBatchEvaluator",
            "Nd4jRuntime",
            // An exception of Hadoop's.
            "EnergyFiles");
  }
}
