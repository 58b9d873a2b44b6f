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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.error.EnergyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Saved stages whose metadata were changed. */
class HostileStagesTest {
  @TempDir private Path directory;
  private Path metadata;

  @BeforeEach
  void save() throws IOException {
    SparkSession.builder().getOrCreate();
    new EnergyTransformer(HarmonicEnergy.of(3))
        .setThreshold(2.5)
        .save(directory.resolve("stage").toString());
    metadata = directory.resolve("stage/metadata/part-00000");
    Files.deleteIfExists(directory.resolve("stage/metadata/.part-00000.crc"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
"class":"io.sparkenergy.ml.EnergyTransformer" | "class":"java.lang.ProcessBuilder" | it is a java.lang.ProcessBuilder
"threshold":2.5                               | "threshold":"high"                 | parameter threshold is "high"
"threshold":2.5                               | "threshold":{"class":"x"}          | parameter threshold is
"threshold":2.5                               | "command":2.5                      | parameter command is not known
"formatVersion":1                             | "formatVersion":99                 | its format is version 99
{"class"                                      | {"class                             | its metadata is not JSON
""")
  void whatASavedStageSaysIsChecked(String from, String to, String message) throws IOException {
    String text = Files.readString(metadata);
    assertThat(text).contains(from);
    Files.writeString(metadata, text.replace(from, to));
    assertThatThrownBy(() -> EnergyTransformer.load(directory.resolve("stage").toString()))
        .isInstanceOf(EnergyException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anUnchangedOneIsRead() {
    assertThat(EnergyTransformer.load(directory.resolve("stage").toString()).getThreshold())
        .isEqualTo(2.5);
  }
}
