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

import io.sparkenergy.bundle.job.Disturbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs submitted to a real master and two workers, with the bundle and with packages. */
class ClusterTest {
  private static final String BUNDLE = System.getProperty("bundle");
  private static final Path LIBRARY = Path.of(System.getProperty("library"));

  @TempDir static Path directory;
  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = new StandaloneCluster(directory, 2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** The jar of {@link Disturbed}. */
  private static Path job() throws IOException {
    Path jar = directory.resolve("job.jar");
    String folder = Disturbed.class.getPackageName().replace('.', '/');
    Path classes = Path.of("target", "test-classes");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.list(classes.resolve(folder))) {
      for (Path file : files.toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  private static void awaitMarks(Process application, Path marks, int most)
      throws IOException, InterruptedException {
    for (int k = 0; k < 2400 && application.isAlive(); k++) {
      if (Files.isDirectory(marks)) {
        try (Stream<Path> names = Files.list(marks)) {
          if (names.filter(name -> name.getFileName().toString().contains(".")).count() >= most) {
            return;
          }
        }
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException(
        "no " + most + " tasks began under " + marks + ":\n" + cluster.output("disturbed"));
  }

  /** What a run printed, with the failed tasks as a group. */
  private static Matcher said(String output, String run) {
    // E = x² + y² and -∇E = (-2x, -2y), sums of whole numbers.
    long energies =
        LongStream.range(0, 12_000).map(i -> (i % 101) * (i % 101) + (i % 7) * (i % 7)).sum();
    long scores = LongStream.range(0, 12_000).map(i -> -2 * (i % 101) - 2 * (i % 7)).sum();
    String line =
        "RUN %s: 12000 rows, 12000 ids, energies %d.0, scores %d.0, (\\d+) tasks failed"
            .formatted(run, energies, scores);
    Matcher matcher = Pattern.compile(line).matcher(output);
    assertThat(matcher.find()).as("%s in:%n%s", line, output).isTrue();
    return matcher;
  }

  @Test
  void faultsChangeNoResult() throws IOException, InterruptedException {
    Process application =
        cluster.submit(
            "disturbed",
            "--jars",
            BUNDLE,
            "--conf",
            "spark.speculation=true",
            "--conf",
            "spark.speculation.quantile=0.5",
            "--conf",
            "spark.speculation.minTaskRuntime=2s",
            "--class",
            Disturbed.class.getName(),
            job().toString(),
            directory.toString(),
            "undisturbed",
            "failing",
            "killed",
            "slow",
            "worker");
    awaitMarks(application, directory.resolve("killed"), 3);
    assertThat(cluster.killExecutor()).isTrue();
    awaitMarks(application, directory.resolve("killed"), 8);
    assertThat(cluster.killExecutor()).isTrue();
    awaitMarks(application, directory.resolve("worker"), 3);
    cluster.killWorker();
    String output = cluster.await("disturbed", application);

    assertThat(said(output, "undisturbed").group(1)).isEqualTo("0");
    // Partitions 0, 5 and 10.
    assertThat(said(output, "failing").group(1)).isEqualTo("3");
    assertThat(Integer.parseInt(said(output, "killed").group(1))).isPositive();
    said(output, "slow");
    assertThat(Integer.parseInt(said(output, "worker").group(1))).isPositive();
    // A copy was started of the task that was slow.
    assertThat(directory.resolve("slow").resolve("4.1")).exists();
    cluster.startWorker();
  }

  /** The folder of an artifact in the repository, with its POM. */
  private static Path published(String artifact, String version, Path module) throws IOException {
    Path folder =
        Files.createDirectories(
            directory.resolve("repository/io/sparkenergy").resolve(artifact).resolve(version));
    Files.copy(
        module.resolve(".flattened-pom.xml"), folder.resolve(artifact + "-" + version + ".pom"));
    return folder;
  }

  @Test
  void packagesComeFromARepositoryWithAllThatTheyNeed() throws IOException, InterruptedException {
    String version = System.getProperty("project.version");
    String artifact = "spark-energy_" + System.getProperty("scala.binary.version");
    Path library = published(artifact, version, LIBRARY);
    published("spark-energy-natives", version, LIBRARY.resolve("natives"));
    String jar = artifact + "-" + version + ".jar";
    Files.copy(LIBRARY.resolve("target").resolve(jar), library.resolve(jar));
    Path settings = directory.resolve("ivysettings.xml");
    Files.writeString(
        settings,
        """
        <ivysettings>
          <settings defaultResolver="files"/>
          <resolvers>
            <chain name="files">
              <ibiblio name="ours" m2compatible="true" root="%s"/>
              <ibiblio name="maven" m2compatible="true" root="%s"/>
            </chain>
          </resolvers>
        </ivysettings>
        """
            .formatted(
                directory.resolve("repository").toUri(),
                Path.of(System.getProperty("maven.repository")).toUri()));
    String output =
        cluster.await(
            "packages",
            cluster.submit(
                "packages",
                "--packages",
                "io.sparkenergy:%s:%s,io.sparkenergy:spark-energy-natives:%s"
                    .formatted(artifact, version, version),
                "--conf",
                "spark.jars.ivySettings=" + settings,
                "--conf",
                "spark.jars.ivy=" + directory.resolve("ivy"),
                // The reference, which needs ND4J and its native libraries.
                "--conf",
                "spark.energy.backend=nd4j",
                "--class",
                Disturbed.class.getName(),
                job().toString(),
                directory.resolve("packages").toString(),
                "undisturbed"));
    assertThat(said(output, "undisturbed").group(1)).isEqualTo("0");
  }
}
