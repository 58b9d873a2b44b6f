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
package io.sparkenergy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.model.EnergyFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.clustering.GaussianMixture;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConvertCommandTest {
  private static final INDArray X = Nd4j.createFromArray(new double[][] {{0.5, -2}});

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path weights;
  private Path output;

  /** 2 x₁ - x₂ + 0.5, as one linear layer. */
  @BeforeEach
  void writeWeights() throws IOException {
    String header =
        "{\"net.0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"net.0.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + text.length + 12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text)
            .putFloat(2)
            .putFloat(-1)
            .putFloat(0.5f);
    weights = Files.write(directory.resolve("w.safetensors"), file.array());
    output = directory.resolve("energy.json");
  }

  private int run(String... arguments) {
    return Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private int convert(String source, Path input, String... more) {
    List<String> arguments = new ArrayList<>(List.of("convert", "--from", source));
    arguments.addAll(List.of("--input", input.toString(), "--output", output.toString()));
    arguments.addAll(Arrays.asList(more));
    return run(arguments.toArray(String[]::new));
  }

  private EnergyFunction written() {
    return new EnergyFiles(Configuration::new).read(output.toString());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void safetensorsBecomeAnEnergyAndItsSummary() throws IOException {
    assertThat(convert("safetensors", weights, "--activation", "silu")).isZero();
    assertThat(written().energy(X).getDouble(0)).isEqualTo(3.5);
    assertThat(Energies.fromJson(Files.readString(output)).type()).isEqualTo("mlp");
    assertThat(out.toString().lines())
        .containsExactly(
            "type:       mlp",
            "dimension:  d = 2",
            "energy:     E(x) = W1 x + b1",
            "score:      -grad E(x)",
            "Wrote " + output);
    assertThat(err.toString()).isEmpty();
    assertThat(files()).containsExactly("energy.json", "w.safetensors");
  }

  @Test
  void anEnergyMayBeADirectory() {
    output = directory.resolve("energy");
    assertThat(convert("safetensors", weights, "--activation", "tanh", "--module", "net")).isZero();
    assertThat(output).isDirectoryContaining(file -> file.endsWith("energy.json"));
    assertThat(written().energy(X).getDouble(0)).isEqualTo(3.5);
  }

  @Test
  void existingOutputIsKeptUnlessToldOtherwise() throws IOException {
    Files.writeString(output, "mine");
    assertThat(convert("safetensors", weights, "--activation", "silu")).isEqualTo(2);
    assertThat(err.toString()).contains("exists; use --mode overwrite, or another path");
    assertThat(output).hasContent("mine");
    assertThat(convert("safetensors", weights, "--activation", "silu", "--mode", "overwrite"))
        .isZero();
    assertThat(written().type()).isEqualTo("mlp");
  }

  @Test
  void aModelThatIsRefusedLeavesWhatWasThere() throws IOException {
    Files.writeString(output, "mine");
    Path broken =
        Files.write(directory.resolve("b"), Arrays.copyOf(Files.readAllBytes(weights), 60));
    assertThat(convert("safetensors", broken, "--activation", "silu", "--mode", "overwrite"))
        .isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("--input: [ENERGY_INVALID_MODEL_FILE] model file " + broken + ": header length");
    assertThat(output).hasContent("mine");
    assertThat(files()).containsExactly("b", "energy.json", "w.safetensors");
  }

  @Test
  void namedLayersAndMissingBiases() {
    assertThat(convert("safetensors", weights, "--activation", "silu", "--layers", "net.0"))
        .isZero();
    assertThat(
            convert(
                "safetensors",
                weights,
                "--activation",
                "silu",
                "--layers",
                "net.0,net.1",
                "--missing-bias-is-zero",
                "--mode",
                "overwrite"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("tensor net.1.weight: found none")
        .doesNotContain("Exception");
  }

  @Test
  void onnxBecomesAnExpression() throws IOException {
    // ReduceL1 over axis 1 of x (n, 2), opset 13; written out by hand from onnx.proto.
    byte[] node =
        message(
            1,
            bytes(0x0a, 1, 'x', 0x12, 1, 'e', 0x22, 8),
            text("ReduceL1"),
            bytes(0x2a, 11, 0x0a, 4),
            text("axes"),
            bytes(0x40, 1, 0xa0, 0x01, 7));
    byte[] input =
        message(
            11,
            bytes(
                0x0a, 1, 'x', 0x12, 14, 0x0a, 12, 0x08, 1, 0x12, 8, 0x0a, 2, 0x12, 0, 0x0a, 2, 0x08,
                2));
    byte[] result = message(12, bytes(0x0a, 1, 'e'));
    byte[] graph = message(7, node, input, result);
    Path file = Files.write(directory.resolve("l1.onnx"), joined(graph, bytes(0x42, 2, 0x10, 13)));
    assertThat(convert("onnx", file)).isZero();
    assertThat(written().energy(X).getDouble(0)).isEqualTo(2.5);
    assertThat(written().name()).isEqualTo("l1");
    assertThat(convert("onnx", file, "--log-density", "--mode", "overwrite", "--dimension", "2"))
        .isZero();
    assertThat(written().energy(X).getDouble(0)).isEqualTo(-2.5);
    assertThat(convert("onnx", file, "--output-name", "f", "--mode", "overwrite")).isEqualTo(2);
    assertThat(err.toString()).contains("outputs: found [e], expected one of the name f");
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] message(int field, byte[]... parts) {
    byte[] content = joined(parts);
    return joined(bytes(field << 3 | 2, content.length), content);
  }

  private static byte[] joined(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Stream.of(parts).mapToInt(part -> part.length).sum());
    Stream.of(parts).forEach(all::put);
    return all.array();
  }

  @Test
  void sameDiffGraphsKeepTheirBytes() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 2);
    x.mul(x).sum("sq", 1);
    Path file = directory.resolve("graph.fb");
    graph.save(file.toFile(), false);
    assertThat(convert("samediff", file)).isZero();
    assertThat(written().energy(X).getDouble(0)).isEqualTo(4.25);
    assertThat(written().score(X).getDouble(0, 1)).isEqualTo(4);
    assertThat(out.toString()).contains("type:       samediff", "score:      -grad E(x)");
    assertThat(
            convert(
                "samediff", file, "--log-density", "--output-name", "sq", "--mode", "overwrite"))
        .isZero();
    assertThat(written().energy(X).getDouble(0)).isEqualTo(-4.25);
  }

  @Test
  void aSummarySaysIfThereIsNoScore() {
    SameDiff graph = SameDiff.create();
    graph.math.logSumExp("e", graph.placeHolder("x", DataType.DOUBLE, -1, 2), 1);
    Path file = directory.resolve("graph.fb");
    graph.save(file.toFile(), false);
    assertThat(convert("samediff", file)).isZero();
    assertThat(out.toString()).contains("score:      none: SameDiff cannot differentiate");
  }

  @Test
  void aSavedMixtureOfMllib() throws IOException {
    // One partition: two tasks that are the first to ask Spark's LAPACK may never end
    // (SPARK-59618).
    Dataset<Row> data =
        new VectorAssembler()
            .setInputCols(new String[] {"a", "b"})
            .setOutputCol("features")
            .transform(
                SparkSession.builder()
                    .getOrCreate()
                    .range(0, 200, 1, 1)
                    .selectExpr("sin(id) + id % 2 as a", "cos(7 * id) as b"));
    Path model = directory.resolve("gmm");
    new GaussianMixture().setK(2).setSeed(1).fit(data).save(model.toString());
    assertThat(convert("mllib", model)).isZero();
    assertThat(written().type()).isEqualTo("mixture");
    Path other = directory.resolve("kmeans");
    new KMeans().setK(2).setSeed(1).fit(data).save(other.toString());
    assertThat(convert("mllib", other, "--mode", "overwrite")).isEqualTo(2);
    assertThat(err.toString()).contains("GaussianMixtureModel", "KMeansModel");
    assertThat(convert("mllib", weights, "--mode", "overwrite")).isEqualTo(2);
    assertThat(err.toString()).contains("is no directory of a saved MLlib model");
  }

  @Test
  void wrongArgumentsAreNamed() {
    assertThat(convert("safetensors", weights)).isEqualTo(2);
    assertThat(err.toString()).contains("--activation is missing");
    assertThat(convert("onnx", weights, "--activation", "silu")).isEqualTo(2);
    assertThat(err.toString()).contains("--activation says nothing to --from onnx");
    assertThat(convert("safetensors", weights, "--activation", "silu", "--log-density"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--log-density says nothing to --from safetensors");
    assertThat(convert("tensorflow", weights)).isEqualTo(2);
    assertThat(convert("onnx", directory)).isEqualTo(2);
    assertThat(err.toString()).contains("is a directory; --from onnx takes one file");
    assertThat(convert("onnx", directory.resolve("none"))).isEqualTo(2);
    assertThat(err.toString()).contains("none is not there");
    assertThat(run("convert", "--help")).isZero();
    assertThat(out.toString()).contains("--missing-bias-is-zero", "safetensors:");
  }
}
