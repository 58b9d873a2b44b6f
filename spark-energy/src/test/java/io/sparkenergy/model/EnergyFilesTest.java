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

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.CompositeEnergy;
import io.sparkenergy.energy.DensityModelEnergy;
import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.MlpEnergy.Layer;
import io.sparkenergy.energy.TemperedEnergy;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyFilesTest {
  private static final Configuration CONFIGURATION = new Configuration();
  private static final EnergyFiles FILES = new EnergyFiles(() -> CONFIGURATION);
  private static final int HIDDEN = 300;

  /** More numbers than are read at once, rows that begin in one part and end in the next. */
  private static final int WIDE = 3000;

  @TempDir private Path directory;

  private static double[][] weights() {
    Random random = new Random(5);
    return IntStream.range(0, HIDDEN)
        .mapToObj(i -> random.doubles(7, -1, 1).toArray())
        .toArray(double[][]::new);
  }

  /** A perceptron with one long array, of 300 x 7 numbers, inside of another energy. */
  private static EnergyFunction large() {
    Layer first = Layer.of(weights(), new double[HIDDEN]);
    Layer last = Layer.of(new double[][] {new Random(6).doubles(HIDDEN).toArray()}, new double[1]);
    return TemperedEnergy.of(MlpEnergy.of(Activation.TANH, first, last), 0.5);
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private List<String> files(String... more) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(String.join("/", more)))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("io.sparkenergy.energy.EnergyCatalogue#named")
  void everyTypeReadsBackBitForBitFromAFileAndFromADirectory(EnergyFunction energy)
      throws IOException {
    FILES.write(energy, path("e.json"), false);
    FILES.write(energy, path("e"), false);
    assertThat(Energies.toJson(FILES.read(path("e.json")))).isEqualTo(Energies.toJson(energy));
    assertThat(Energies.toJson(FILES.read(path("e")))).isEqualTo(Energies.toJson(energy));
    assertThat(files()).containsExactly("e", "e.json");
    assertThat(files("e")).containsExactly("energy.json");
  }

  @Test
  void longArraysStandInAFileOfLittleEndianNumbersBesideTheJson() throws IOException {
    FILES.write(large(), path("large"), false);

    assertThat(files("large")).containsExactly("energy.json", "parameters.bin");
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(directory.resolve("large/parameters.bin")))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.remaining()).isEqualTo(HIDDEN * 7 * 8);
    for (double[] row : weights()) {
      for (double weight : row) {
        assertThat(bytes.getDouble()).isEqualTo(weight);
      }
    }
    assertThat(Files.readString(directory.resolve("large/energy.json")).replaceAll("\\s", ""))
        .contains(
            "\"W\":{\"offset\":0,\"shape\":[300,7],\"crc32c\":\"",
            "\"parameters\":{\"file\":\"parameters.bin\",\"bytes\":16800}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"large", "large/energy.json", "large.json"})
  void aLargeEnergyReadsBackBitForBit(String readFrom) {
    FILES.write(large(), path("large"), false);
    FILES.write(large(), path("large.json"), false);
    assertThat(Energies.toJson(FILES.read(path(readFrom)))).isEqualTo(Energies.toJson(large()));
  }

  @Test
  void arraysLongerThanWhatIsReadAtOnceReadBackBitForBit() {
    Random random = new Random(4);
    double[][] rows = new double[WIDE][];
    Arrays.setAll(rows, i -> random.doubles(11, -1, 1).toArray());
    EnergyFunction energy =
        MlpEnergy.of(
            Activation.RELU,
            Layer.of(rows, random.doubles(WIDE).toArray()),
            Layer.of(new double[][] {random.doubles(WIDE).toArray()}, new double[1]));
    EnergyFunction sum = CompositeEnergy.sum(energy, energy);
    FILES.write(sum, path("wide"), false);
    assertThat(Energies.toJson(FILES.read(path("wide")))).isEqualTo(Energies.toJson(sum));
  }

  @Test
  void aTakenPathIsKeptUnlessToldOtherwise() throws IOException {
    for (String name : List.of("e", "e.json")) {
      FILES.write(large(), path(name), false);
      assertThatThrownBy(() -> FILES.write(HarmonicEnergy.of(2), path(name), false))
          .isInstanceOfSatisfying(
              EnergyException.class,
              e -> assertThat(e.condition()).isEqualTo(ErrorCondition.PATH_EXISTS))
          .hasMessageContaining(path(name));
      assertThat(FILES.read(path(name)).type()).isEqualTo("tempered");
      FILES.write(HarmonicEnergy.of(2), path(name), true);
      assertThat(FILES.read(path(name)).type()).isEqualTo("harmonic");
    }
    assertThat(files()).containsExactly("e", "e.json");
    assertThat(files("e")).containsExactly("energy.json");
  }

  /** Hadoop keeps a hidden file of checksums beside each that it writes to a local disk. */
  @Test
  void noOldChecksumIsLeftForANewFileAndAnEditByHandIsRead() throws IOException {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(path("e.json"));
    FileSystem.getLocal(CONFIGURATION).create(file).close();
    assertThat(files()).containsExactly(".e.json.crc", "e.json");
    FILES.write(HarmonicEnergy.of(2), path("e.json"), true);
    assertThat(files()).containsExactly("e.json");
    Files.writeString(directory.resolve("e.json"), "{\"type\":\"sin2\"}");
    assertThat(FILES.read(path("e.json")).type()).isEqualTo("sin2");
  }

  @Test
  void whatCannotBeWrittenLeavesNothing() throws IOException {
    assertThatThrownBy(() -> FILES.write(DensityModelEnergy.of(x -> x.sum(1)), path("e"), true))
        .hasMessageContaining("ENERGY_NO_JSON_FORM");
    Files.writeString(directory.resolve("file"), "not a directory");
    assertThatThrownBy(() -> FILES.write(large(), path("file/below"), false))
        .hasMessageContaining("ENERGY_UNWRITABLE_ENERGY")
        .hasMessageContaining(path("file/below"));
    assertThat(files()).containsExactly("file");
  }

  @Test
  void aDamagedByteAnywhereIsFound() throws IOException {
    FILES.write(large(), path("large"), false);
    Path file = directory.resolve("large/parameters.bin");
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(8);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      assertThatThrownBy(() -> FILES.read(path("large")))
          .hasMessageContaining("ENERGY_UNREADABLE_ENERGY")
          .hasMessageContaining("base.layers[0].W: the numbers have checksum");
    }
  }

  @Test
  void aFileThatIsCutOffOrMissingIsNamed() throws IOException {
    FILES.write(large(), path("large"), false);
    Path file = directory.resolve("large/parameters.bin");
    Files.write(file, List.of("cut off"));
    assertThatThrownBy(() -> FILES.read(path("large")))
        .hasMessageContaining("ENERGY_UNREADABLE_ENERGY")
        .hasMessageContaining("parameters.bin")
        .hasMessageContaining("found 8 bytes, expected 16800");
    Files.delete(file);
    assertThatThrownBy(() -> FILES.read(path("large")))
        .hasMessageContaining("ENERGY_UNREADABLE_ENERGY")
        .hasMessageContaining("parameters.bin");
    Files.delete(directory.resolve("large/energy.json"));
    assertThatThrownBy(() -> FILES.read(path("large")))
        .hasMessageContaining("large/energy.json")
        .hasMessageContaining("expected a file of JSON, or a directory with energy.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
"offset":0     | "offset":8                    | 2100 numbers from byte 8 on
"offset":0     | "offset":-8                   | 2100 numbers from byte -8 on
"offset":0     | "offset":9223372036854775807  | the file has 16800 bytes
"offset":0     | "offset":1e3                  | base.layers[0].W.offset: found 1000.0
[300,7]        | [2147483647,2147483647]       | the file has 16800 bytes
[300,7]        | [7,300]                       | layers[0].b: found 300 entries, expected 7
[300,7]        | [2100]                        | base.layers[0].W.shape: found [2100], expected rows
[300,7]        | [300,0]                       | base.layers[0].W.shape: found [300, 0]
[300,7]        | [300,-7]                      | base.layers[0].W.shape: found [300, -7]
[300,7]        | []                            | base.layers[0].W.shape: found []
"bytes":16800  | "bytes":16801                 | found 16800 bytes, expected 16801
parameters.bin | ../parameters.bin             | parameters.file: found '../parameters.bin'
parameters.bin | ..                            | parameters.file: found '..'
parameters.bin | other.bin                     | other.bin
"crc32c"       | "crc32"                       | base.layers[0].W.crc32c: missing
""")
  void aHostileReferenceIsRefused(String written, String changed, String message)
      throws IOException {
    FILES.write(large(), path("large"), false);
    Path json = directory.resolve("large/energy.json");
    String text = Files.readString(json).replaceAll("\\s", "");
    assertThat(text).contains(written);
    Files.writeString(json, text.replace(written, changed));
    assertThatThrownBy(() -> FILES.read(path("large")))
        .isInstanceOf(EnergyException.class)
        .hasMessageContaining(message);
  }

  @Test
  void referencesInTextWithoutAFileAreRefused() throws IOException {
    FILES.write(large(), path("large"), false);
    String text = Files.readString(directory.resolve("large/energy.json"));
    assertThatThrownBy(() -> Energies.fromJson(text))
        .hasMessageContaining("base.layers[0].W: found {\"offset\":0")
        .hasMessageContaining("are found by the path of the energy");
  }

  @Test
  void queriesFindAnEnergyOfADirectory() {
    SparkSession spark = SparkSession.builder().getOrCreate();
    SparkEnergy.save(spark, large(), path("large"));
    SparkEnergy.overwrite(spark, large(), path("large"));
    spark.conf().set("spark.energy.functions.saved", path("large"));
    SparkEnergy.register(spark, "made", large());
    try {
      Row row =
          spark
              .sql(
                  "SELECT sum(energy('saved', x)), sum(energy('made', x))"
                      + " FROM (SELECT array_repeat(sin(id), 7) AS x FROM range(20))")
              .first();
      assertThat(row.getDouble(0)).isEqualTo(row.getDouble(1)).isNotZero();
    } finally {
      spark.conf().unset("spark.energy.functions.saved");
      SparkEnergy.unregister("made");
    }
    assertThat(Energies.toJson(SparkEnergy.load(spark, path("large"))))
        .isEqualTo(Energies.toJson(large()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deleted", "deleted.json"})
  void aPlanOutlivesItsFileAndANewOneNamesTheFileThatIsGone(String name) throws IOException {
    SparkSession spark = SparkSession.builder().getOrCreate();
    SparkEnergy.save(spark, large(), path(name));
    String rows = " FROM (SELECT array_repeat(sin(id), 7) AS x FROM range(20))";
    spark.conf().set("spark.energy.functions.deleted", path(name));
    spark.conf().set("spark.energy.functions.gone", directory + "/./" + name);
    SparkEnergy.register(spark, "kept", large());
    try {
      Dataset<Row> planned = spark.sql("SELECT sum(energy('deleted', x))" + rows);
      FileSystem.getLocal(CONFIGURATION).delete(new org.apache.hadoop.fs.Path(path(name)), true);
      assertThat(planned.first().getDouble(0))
          .isEqualTo(spark.sql("SELECT sum(energy('kept', x))" + rows).first().getDouble(0))
          .isNotZero();
      assertThatThrownBy(() -> spark.sql("SELECT energy('gone', x)" + rows))
          .hasMessageContaining("ENERGY_UNREADABLE_ENERGY")
          .hasMessageContaining(directory + "/./" + name)
          .hasMessageContaining("expected a file of JSON, or a directory with energy.json");
    } finally {
      spark.conf().unset("spark.energy.functions.deleted");
      spark.conf().unset("spark.energy.functions.gone");
      SparkEnergy.unregister("kept");
    }
    assertThat(files()).isEmpty();
  }
}
