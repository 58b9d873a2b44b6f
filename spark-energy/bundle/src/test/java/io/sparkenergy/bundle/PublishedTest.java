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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What {@code mvn install} and {@code mvn deploy} give, as Maven Central asks for it. */
class PublishedTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("published.folder")).resolve("io/sparkenergy");
  private static final Path BUNDLE = Path.of(System.getProperty("bundle"));
  private static final String VERSION = System.getProperty("project.version");
  private static final String SCALA = System.getProperty("scala.binary.version");

  private static final Map<String, String> MODULES =
      Map.of(
          "spark-energy_" + SCALA, "io.sparkenergy",
          "spark-energy-examples_" + SCALA, "io.sparkenergy.examples");

  /** The POM of every artifact that this build published, and the bundle's. */
  static Stream<Path> poms() throws IOException {
    List<Path> poms = new ArrayList<>();
    try (Stream<Path> artifacts = Files.list(FOLDER)) {
      for (Path artifact : artifacts.filter(Files::isDirectory).toList()) {
        String name = artifact.getFileName().toString();
        if (name.endsWith("_" + SCALA) || !name.contains("_")) {
          poms.add(pom(name));
        }
      }
    }
    assertThat(poms)
        .extracting(pom -> pom.getParent().getParent().getFileName().toString())
        .contains("spark-energy_" + SCALA, "spark-energy-natives")
        .doesNotContain("spark-energy-parent");
    poms.add(Path.of(".flattened-pom.xml"));
    return poms.stream();
  }

  private static Path pom(String artifact) {
    return FOLDER
        .resolve(artifact)
        .resolve(VERSION)
        .resolve("%s-%s.pom".formatted(artifact, VERSION));
  }

  private static Element project(Path pom) throws IOException {
    try {
      Document document =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
      return document.getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(pom.toString(), e);
    }
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  /** The text of the one element at a path. */
  private static String text(Element project, String... path) {
    Element element = project;
    for (String name : path) {
      List<Element> found = children(element, name);
      assertThat(found).as("%s in %s", name, String.join("/", path)).hasSize(1);
      element = found.get(0);
    }
    return element.getTextContent().strip();
  }

  @ParameterizedTest
  @MethodSource("poms")
  void pomSaysAllThatMavenCentralAsksFor(Path pom) throws IOException {
    Element project = project(pom);
    assertThat(text(project, "groupId")).isEqualTo("io.sparkenergy");
    assertThat(text(project, "artifactId")).matches("spark-energy[a-z-]*(_" + SCALA + ")?");
    assertThat(text(project, "version")).isEqualTo(VERSION);
    assertThat(text(project, "name")).startsWith("spark-energy");
    assertThat(text(project, "description")).isNotEmpty();
    assertThat(text(project, "licenses", "license", "name")).isEqualTo("Apache-2.0");
    assertThat(text(project, "licenses", "license", "url")).startsWith("https://www.apache.org/");
    assertThat(text(project, "developers", "developer", "name")).isNotEmpty();
    // The publisher's: empty until profile publish asks for them.
    assertThat(text(project, "url")).isEqualTo(System.getProperty("publish.url", ""));
    assertThat(text(project, "scm", "url")).isEqualTo(System.getProperty("publish.url", ""));
    assertThat(text(project, "scm", "connection")).isEqualTo(System.getProperty("publish.scm", ""));
  }

  @ParameterizedTest
  @MethodSource("poms")
  void pomNeedsNoOtherAndHasNothingOfTheBuild(Path pom) throws IOException {
    assertThat(Files.readString(pom)).doesNotContain("${");
    Element project = project(pom);
    for (String name : List.of("parent", "profiles", "build", "properties", "repositories")) {
      assertThat(children(project, name)).as(name).isEmpty();
    }
    for (Element dependencies : children(project, "dependencies")) {
      for (Element dependency : children(dependencies, "dependency")) {
        String artifact = text(dependency, "groupId") + ":" + text(dependency, "artifactId");
        assertThat(text(dependency, "version")).as(artifact).isNotEmpty();
        String scope = text(dependency, "scope");
        assertThat(scope).as(artifact).isIn("compile", "provided");
        if (artifact.startsWith("org.apache.spark:")) {
          assertThat(scope).as(artifact).isEqualTo("provided");
        }
      }
    }
  }

  @Test
  void librarysPomNamesNoNativeLibrary() throws IOException {
    Element library = project(pom("spark-energy_" + SCALA));
    for (Element dependency : children(children(library, "dependencies").get(0), "dependency")) {
      // Module natives does: Ivy gets an artifact with and without a classifier wrong.
      assertThat(children(dependency, "classifier")).isEmpty();
    }
  }

  @Test
  void bundlesPomAsksForNothing() throws IOException {
    assertThat(children(project(Path.of(".flattened-pom.xml")), "dependencies")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("poms")
  void jarsHaveSourcesAndJavadocBesideThem(Path pom) throws IOException {
    Element project = project(pom);
    boolean jar = children(project, "packaging").isEmpty();
    boolean installed = pom.startsWith(FOLDER);
    if (jar && installed) {
      String base = pom.toString().replaceFirst("\\.pom$", "");
      try (JarFile main = new JarFile(base + ".jar");
          JarFile sources = new JarFile(base + "-sources.jar");
          JarFile javadoc = new JarFile(base + "-javadoc.jar")) {
        assertThat(main.getEntry("META-INF/LICENSE")).isNotNull();
        assertThat(sources.stream()).anyMatch(entry -> entry.getName().endsWith(".java"));
        assertThat(sources.stream()).anyMatch(entry -> entry.getName().endsWith(".scala"));
        assertThat(javadoc.getEntry("index.html")).isNotNull();
        Attributes manifest = main.getManifest().getMainAttributes();
        assertThat(manifest.getValue("Automatic-Module-Name"))
            .isEqualTo(MODULES.get(text(project, "artifactId")));
        assertThat(manifest.getValue("Implementation-Title")).isEqualTo(text(project, "name"));
        assertThat(manifest.getValue("Implementation-Version")).isEqualTo(VERSION);
      }
    }
  }

  @Test
  void bundleStartsTheCommandLine() throws IOException {
    // As spark-submit reads it, which wants the manifest before all else.
    try (JarInputStream bundle = new JarInputStream(Files.newInputStream(BUNDLE))) {
      Attributes manifest = bundle.getManifest().getMainAttributes();
      assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS))
          .isEqualTo("io.sparkenergy.cli.Main");
      assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("io.sparkenergy.bundle");
      assertThat(manifest.getValue("Implementation-Version")).isEqualTo(VERSION);
    }
  }
}
