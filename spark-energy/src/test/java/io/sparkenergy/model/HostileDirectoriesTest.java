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
package io.sparkenergy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.MixtureEnergy;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.expression.Matrix;
import io.sparkenergy.json.JsonLimits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories that look like a saved energy, and were written to do harm. */
class HostileDirectoriesTest {
  private static final Configuration CONFIGURATION = new Configuration();
  private static final EnergyFiles FILES = new EnergyFiles(() -> CONFIGURATION);
  private static final int D = 40;
  private static final int MUTATIONS = 1500;

  @TempDir private Path directory;
  private Path json;
  private String text;

  @BeforeEach
  void save() throws IOException {
    FILES.write(mixture(), directory.resolve("e").toString(), false);
    json = directory.resolve("e/energy.json");
    text = Files.readString(json).replaceAll("\\s", "");
  }

  /** Two covariances of 40 x 40 in the file. */
  private static EnergyFunction mixture() {
    return MixtureEnergy.of(gaussian(1), gaussian(2));
  }

  private static EnergyFunction gaussian(double variance) {
    double[][] covariance = new double[D][D];
    for (int i = 0; i < D; i++) {
      covariance[i][i] = variance;
    }
    return GaussianEnergy.of(new double[D], covariance);
  }

  private void assertRefused(String changed, String... message) throws IOException {
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(json, changed);
    assertThatThrownBy(() -> FILES.read(directory.resolve("e").toString()))
        .isInstanceOf(EnergyException.class)
        .hasMessageContainingAll(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
"offset":0,"shape":[40,40]                     | "offset":-8,"shape":[40,40]
"offset":0,"shape":[40,40]                     | "offset":9223372036854775807,"shape":[40,40]
"offset":0,"shape":[40,40]                     | "offset":25600,"shape":[40,40]
"offset":0,"shape":[40,40]                     | "offset":0,"shape":[2147483647,2147483647]
"offset":0,"shape":[40,40]                     | "offset":0,"shape":[65536,65536]
"offset":0,"shape":[40,40]                     | "offset":0,"shape":[2147483647,1]
"offset":0,"shape":[40,40]                     | "offset":0,"shape":[4000,1]
"offset":0,"shape":[40,40]                     | "offset":0,"shape":[0,0]
"offset":0,"shape":[40,40]                     | "offset":0,"shape":[-40,-40]
"offset":0,"shape":[40,40]                     | "offset":0,"shape":[1600]
"offset":0,"shape":[40,40]                     | "offset":1e3,"shape":[40,40]
"bytes":25600                                  | "bytes":25601
"bytes":25600                                  | "bytes":-1
""")
  void placesThatAreNotInTheFileAreRefused(String from, String to) throws IOException {
    assertThat(text).contains(from);
    assertRefused(text.replace(from, to), "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../e/parameters.bin",
        "/etc/passwd",
        "..",
        ".",
        "",
        "a/../../b",
        "..\\\\parameters.bin",
        "file:parameters.bin",
        "hdfs:parameters.bin",
        "parameters.bin\\u0000"
      })
  void namesThatLeadElsewhereAreRefused(String name) throws IOException {
    assertRefused(text.replace("parameters.bin", name), "");
  }

  /** A thousand references of 50 bytes to the same megabyte would be a gigabyte. */
  @Test
  void aFileIsNotReadMoreThanOnce() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode tree = (ObjectNode) mapper.readTree(text);
    ArrayNode components = (ArrayNode) tree.get("components");
    components.set(1, components.get(0));
    components.add(components.get(0));
    tree.putArray("weights").add(1).add(1).add(1);
    assertRefused(
        tree.toString(),
        "components[2].cov: with its 1600 numbers more bytes are asked for than the file has,"
            + " 25600");
  }

  @Test
  void numbersThatAreNoneAreRefused() throws IOException {
    EnergyFunction matrix =
        EnergyFunction.define("m", D, x -> x.linear(Matrix.of(new double[D][D])).sum());
    FILES.write(matrix, directory.resolve("m").toString(), false);
    byte[] nan = {0, 0, 0, 0, 0, 0, (byte) 0xf8, 0x7f};
    Path file = directory.resolve("m/parameters.bin");
    byte[] bytes = Files.readAllBytes(file);
    System.arraycopy(nan, 0, bytes, 8 * 41, 8);
    Files.write(file, bytes);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    Path described = directory.resolve("m/energy.json");
    Files.writeString(
        described,
        Files.readString(described)
            .replaceAll(
                "\"crc32c\" : \"[^\"]+\"", "\"crc32c\" : \"%08x\"".formatted(checksum.getValue())));
    assertThatThrownBy(() -> FILES.read(directory.resolve("m").toString()))
        .isInstanceOf(EnergyException.class)
        .hasMessageContaining("W[1][1]: found NaN, expected a finite number");
  }

  @Test
  void aFileOfMoreJsonThanAnEnergyHasIsNotRead() throws IOException {
    Path large = directory.resolve("large.json");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertThatThrownBy(() -> FILES.read(large.toString()))
        .isInstanceOf(EnergyException.class)
        .hasMessageContaining("found 1099511627776 bytes of JSON")
        .hasMessageContaining("at most " + JsonLimits.CHARACTERS);
  }

  @Test
  void mutatedDirectoriesGiveAnErrorOrTheEnergy() throws IOException {
    Random random = new Random(7);
    String whole = Energies.toJson(FILES.read(directory.resolve("e").toString()));
    Path parameters = directory.resolve("e/parameters.bin");
    byte[] numbers = Files.readAllBytes(parameters);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      boolean inText = random.nextInt(4) > 0;
      Files.writeString(json, inText ? mutated(text, random) : text, StandardCharsets.ISO_8859_1);
      byte[] changed = numbers.clone();
      if (!inText) {
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        changed = Arrays.copyOf(changed, changed.length - random.nextInt(2) * random.nextInt(99));
      }
      Files.write(parameters, changed);
      try {
        String read = Energies.toJson(FILES.read(directory.resolve("e").toString()));
        assertThat(inText || read.equals(whole)).isTrue();
      } catch (EnergyException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 2);
  }

  private static String mutated(String text, Random random) {
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + 1 + random.nextInt(4));
    String inserted =
        String.join(
            "",
            Collections.nCopies(
                random.nextInt(3), "9-[]{},\":.e\u00ff".charAt(random.nextInt(12)) + ""));
    return text.substring(0, at) + inserted + text.substring(random.nextBoolean() ? at : end);
  }
}
