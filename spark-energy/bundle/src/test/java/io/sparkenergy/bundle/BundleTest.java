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
package io.sparkenergy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What may stand beside Spark on a classpath. */
class BundleTest {
  private static final Path BUNDLE = Path.of(System.getProperty("bundle"));
  private static final Pattern MOVED = Pattern.compile("io/sparkenergy/shaded/[\\w/$]*\\w");
  private static final Pattern MULTI_RELEASE = Pattern.compile("^META-INF/versions/\\d+/");

  private static Set<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Set<String> names = new TreeSet<>();
      for (JarEntry entry : Collections.list(file.entries())) {
        String name = MULTI_RELEASE.matcher(entry.getName()).replaceFirst("");
        if (name.endsWith(".class") && !name.equals("module-info.class")) {
          names.add(name);
        }
      }
      return names;
    }
  }

  static List<Path> sparksJars() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String jar :
        Files.readString(Path.of(System.getProperty("spark.classpath")))
            .strip()
            .split(Pattern.quote(File.pathSeparator), -1)) {
      jars.add(Path.of(jar));
    }
    return jars;
  }

  @Test
  void hasNoClassThatSparksClasspathHas() throws IOException {
    List<Path> jars = sparksJars();
    assertThat(jars)
        .anySatisfy(jar -> assertThat(jar.toString()).contains("spark-core_"))
        .anySatisfy(jar -> assertThat(jar.toString()).contains("scala-library-"));
    Set<String> bundled = classes(BUNDLE);
    for (Path jar : jars) {
      Set<String> both = classes(jar);
      both.retainAll(bundled);
      assertThat(both).as("classes of the bundle that are in %s, too", jar).isEmpty();
    }
  }

  @Test
  void holdsTheLibraryWhatItNeedsAndNothingElse() throws IOException {
    Set<String> roots = new TreeSet<>();
    for (String name : classes(BUNDLE)) {
      String[] parts = name.split("/", -1);
      roots.add(parts[0].matches("org|io|com|de") ? parts[0] + "/" + parts[1] : parts[0]);
    }
    // onnx and tensorflow: messages of ND4J's importers.
    assertThat(roots)
        .containsExactlyInAnyOrder(
            "io/sparkenergy",
            "de/erichseifert",
            "org/jfree",
            "org/nd4j",
            "org/bytedeco",
            "org/tensorflow",
            "onnx",
            "picocli",
            "tensorflow");
  }

  /** Where Spark brought a part of ND4J's, the bundle once named classes that it did not hold. */
  @Test
  void holdsAllThatIsMoved() throws IOException {
    Set<String> held = classes(BUNDLE);
    Set<String> named = new TreeSet<>();
    try (JarFile file = new JarFile(BUNDLE.toFile())) {
      for (String name : held) {
        if (name.startsWith("org/nd4j/")) {
          byte[] bytes = file.getInputStream(file.getJarEntry(name)).readAllBytes();
          Matcher matcher = MOVED.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
          matcher.results().map(found -> found.group() + ".class").forEach(named::add);
        }
      }
    }
    assertThat(named)
        .contains("io/sparkenergy/shaded/flatbuffers/FlatBufferBuilder.class")
        .isSubsetOf(held);
  }

  @Test
  void namesServicesAndLicence() throws IOException {
    try (JarFile file = new JarFile(BUNDLE.toFile())) {
      assertThat(file.getEntry("META-INF/LICENSE")).isNotNull();
      assertThat(file.getEntry("META-INF/THIRD-PARTY.md")).isNotNull();
      assertThat(file.stream().map(JarEntry::getName))
          .contains(
              "META-INF/services/io.sparkenergy.backend.Backend",
              "META-INF/services/io.sparkenergy.catalyst.EnergySession",
              "META-INF/services/io.sparkenergy.energy.ArrayEvaluator",
              "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend")
          .anyMatch(name -> name.matches("org/nd4j/.*/libnd4jcpu\\.so|.*nd4jcpu\\.(dll|dylib)"))
          .doesNotHaveDuplicates();
    }
  }
}
