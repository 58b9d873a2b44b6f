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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Something of a version on the classpath.
 *
 * @param artifact its group and name
 * @param version its version
 * @param jar the artifact in whose jar it stands, with that one's version; itself, if it is none
 *     that another has swallowed
 */
record Component(String artifact, String version, String jar) {
  @Override
  public String toString() {
    String itself = artifact + ":" + version;
    return itself.equals(jar) ? itself : itself + " in " + jar;
  }

  /**
   * What dependency:list wrote: {@code group:artifact:type[:classifier]:version:scope:path}, a line
   * each.
   */
  static List<Component> resolved(Path list) throws IOException {
    List<Component> components = new ArrayList<>();
    for (String line : Files.readAllLines(list)) {
      String[] parts = line.strip().split(" ", -1)[0].split(":", -1);
      if (parts.length < 6 || !parts[2].equals("jar")) {
        continue;
      }
      String version = parts[parts.length - 3];
      String artifact = parts[0] + ":" + parts[1];
      String itself = artifact + ":" + version;
      components.add(new Component(artifact, version, itself));
      Path jar = Path.of(parts[parts.length - 1]);
      if (Files.isRegularFile(jar)) {
        swallowed(jar, itself).stream()
            .filter(component -> !component.artifact.equals(artifact))
            .forEach(components::add);
      }
    }
    return components.stream().distinct().toList();
  }

  /** What a jar says of the artifacts that were put into it, under whatever package. */
  static List<Component> swallowed(Path jar, String itself) throws IOException {
    List<Component> components = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties")) {
          Properties properties = new Properties();
          try (InputStream in = file.getInputStream(entry)) {
            properties.load(in);
          }
          components.add(
              new Component(
                  properties.getProperty("groupId") + ":" + properties.getProperty("artifactId"),
                  properties.getProperty("version"),
                  itself));
        }
      }
    }
    return components;
  }
}
