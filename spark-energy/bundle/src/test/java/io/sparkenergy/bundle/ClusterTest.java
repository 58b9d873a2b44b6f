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
            JobJar.in(directory).toString(),
            directory.toString(),
            "undisturbed",
            "failing",
            "killed",
            "slow",
            "worker");
    cluster.awaitMarks("disturbed", application, directory.resolve("killed"), 3);
    assertThat(cluster.killExecutor()).isTrue();
    cluster.awaitMarks("disturbed", application, directory.resolve("killed"), 8);
    assertThat(cluster.killExecutor()).isTrue();
    cluster.awaitMarks("disturbed", application, directory.resolve("worker"), 3);
    cluster.killWorker();
    JobOutput output = new JobOutput(cluster.await("disturbed", application));

    assertThat(output.bowl("undisturbed")).isZero();
    // Partitions 0, 5 and 10.
    assertThat(output.bowl("failing")).isEqualTo(3);
    assertThat(output.bowl("killed")).isPositive();
    output.bowl("slow");
    assertThat(output.bowl("worker")).isPositive();
    // A copy was started of the task that was slow.
    try (Stream<Path> marks = Files.list(directory.resolve("slow"))) {
      assertThat(marks).anyMatch(mark -> mark.getFileName().toString().startsWith("4.1."));
    }
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
    JobOutput output =
        new JobOutput(
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
                    JobJar.in(directory).toString(),
                    directory.resolve("packages").toString(),
                    "undisturbed")));
    assertThat(output.bowl("undisturbed")).isZero();
  }
}
