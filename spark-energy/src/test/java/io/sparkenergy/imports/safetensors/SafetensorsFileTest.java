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
package io.sparkenergy.imports.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
  private static final long[] SCALAR = {};

  private static SafetensorsFile read(byte... bytes) {
    return SafetensorsFile.of("m.safetensors", bytes);
  }

  @Test
  void everyFormatGivesItsNumbers() {
    SafetensorsFile file =
        read(
            new SafetensorsBytes()
                .metadata("format", "pt")
                .floats("f32", new long[] {1, 2}, 0.1f, -3)
                .doubles("f64", SCALAR, 0.1)
                // The values are those of IEEE 754-2008, table 3.5, and of Wikipedia's examples.
                .shorts("f16", "F16", 0x3c00, 0xc000, 0x7bff, 0x0001, 0x03ff, 0x0400, 0x3555)
                .shorts("bf16", "BF16", 0x3f80, 0xc040, 0x7f7f, 0x0001, 0x4049)
                .floats("empty", new long[] {0, 3})
                .file());
    assertThat(file.names()).containsExactly("f32", "f64", "f16", "bf16", "empty");
    assertThat(file.tensor("f32").values()).containsExactly(0.1f, -3);
    assertThat(file.tensor("f32").shapeText()).isEqualTo("(1, 2)");
    assertThat(file.tensor("f64").values()).containsExactly(0.1);
    assertThat(file.tensor("f64").shapeText()).isEqualTo("()");
    assertThat(file.tensor("f16").values())
        .containsExactly(
            1,
            -2,
            65504,
            Math.pow(2, -24),
            1023 * Math.pow(2, -24),
            Math.pow(2, -14),
            0.333251953125);
    assertThat(file.tensor("bf16").values())
        .containsExactly(1, -3, 0x1.fep127, Math.pow(2, -133), 3.140625);
    assertThat(file.tensor("empty").values()).isEmpty();
  }

  @Test
  void infinitiesAndNansAreRead() {
    SafetensorsFile file =
        read(
            new SafetensorsBytes()
                .shorts("h", "F16", 0x7c00, 0xfc00, 0x7e00)
                .shorts("b", "BF16", 0x7f80, 0xff80, 0x7fc0)
                .file());
    double[] expected = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
    assertThat(file.tensor("h").values()).containsExactly(expected);
    assertThat(file.tensor("b").values()).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"I64,8", "BOOL,1", "F8_E4M3,1", "FANTASY,3"})
  void otherFormatsAreRefusedByNameWhenAskedFor(String dtype, int size) {
    SafetensorsFile file =
        read(
            new SafetensorsBytes()
                .tensor("count", dtype, SCALAR, new byte[size])
                .floats("w", SCALAR, 2)
                .file());
    assertThat(file.tensor("w").values()).containsExactly(2);
    assertThatThrownBy(() -> file.tensor("count"))
        .hasMessage(
            "[ENERGY_INVALID_MODEL_FILE] model file m.safetensors: tensor count: found dtype "
                + dtype
                + ", expected F16, BF16, F32 or F64");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
[]                                                             | header: found byte 91, expected '{'
{"w":3}                                                        | header: w: found 3, expected an object
{"w":{"dtype":"F32","shape":[1]}}                              | header: w.data_offsets: missing
{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}       | w.shape[0]: found 1.5, expected a whole number
{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}          | header: energy JSON is not valid
{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{}}  | Duplicate field 'w'
{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}   | header: w.x: unknown field
{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}         | tensor w: found 4 bytes, expected shape (2) of F32, 2 x 4
{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,5]}}         | tensor w: found 5 bytes
{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}        | tensor w: found shape (-1)
{"w":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}} | tensor w: found shape (4294967296, 4294967296)
{"w":{"dtype":"F32","shape":[4294967297,4294967295],"data_offsets":[0,4]}} | tensor w: found shape (4294967297, 4294967295)
{"w":{"dtype":"F32","shape":[2305843009213693953],"data_offsets":[0,4]}}   | tensor w: found 4 bytes
{"w":{"dtype":"F32","shape":[1],"data_offsets":[0]}}           | tensor w: found data_offsets [0]
{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}         | tensor w: found data_offsets [4, 0]
{"w":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}        | tensor w: found data_offsets [-4, 0]
{"w":{"dtype":"F32","shape":[1],"data_offsets":[1e3,1004]}}    | found 1000.0, expected a whole number
{"w":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775804,9223372036854775808]}} | expected a whole number
{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}         | tensor w: found bytes from 4, which leaves a hole before it
{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"v":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}} | tensor v: found bytes from 2, which overlaps another
{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"v":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}} | tensor v: found bytes up to 12, expected up to 8
{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}         | size: found 4 bytes behind the last tensor
{"__metadata__":{"a":1}}                                       | header: __metadata__.a: found 1, expected a string
""")
  void headersThatLieAreRefused(String header, String message) {
    byte[] file = SafetensorsBytes.of(header, new byte[8]);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(EnergyException.class)
        .hasMessageContaining("model file m.safetensors: ")
        .hasMessageContaining(message);
  }

  @Test
  void everyPrefixOfAFileIsRefused() {
    byte[] whole = new SafetensorsBytes().floats("w", new long[] {3}, 1, 2, 3).file();
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(EnergyException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"-1", "9223372036854775807", "100000001", "0", "1", "65"})
  void headerLengthsThatTheFileDoesNotHaveAreRefused(long length) {
    byte[] file = SafetensorsBytes.of("{}" + " ".repeat(62));
    java.nio.ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    assertThatThrownBy(() -> read(file)).hasMessageContaining("header length: found ");
  }

  @Test
  void headersThatAreNotUtf8OrNestTooDeepAreRefused() {
    byte[] file = SafetensorsBytes.of("{\"__metadata__\":{\"a\":\"xx\"}}");
    file[8 + 22] = (byte) 0xc3;
    file[8 + 23] = (byte) 0x28;
    assertThatThrownBy(() -> read(file)).hasMessageContaining("bytes that are not UTF-8");
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThatThrownBy(() -> read(SafetensorsBytes.of(deep)))
        .isInstanceOf(EnergyException.class)
        .hasMessageContaining("m.safetensors: header: ");
  }

  @Test
  void filesAreReadFromDisk(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("w.safetensors");
    Files.write(path, new SafetensorsBytes().floats("w", SCALAR, 4).file());
    assertThat(SafetensorsFile.read(path).tensor("w").values()).containsExactly(4);
    Files.writeString(path, "PK..", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> SafetensorsFile.read(path)).hasMessageContaining(path.toString());
    assertThatThrownBy(() -> SafetensorsFile.read(directory.resolve("none")))
        .isInstanceOfSatisfying(
            EnergyException.class,
            e -> assertThat(e.condition()).isEqualTo(ErrorCondition.UNREADABLE_ENERGY));
  }
}
