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
package io.sparkenergy.energy;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A SameDiff graph from rows (n, d) to one number a row. It is kept as the bytes that {@code
 * SameDiff.save} writes, travels as such, and is loaded once a thread, its gradient function made
 * anew: a saved graph has none. Only the {@code nd4j} backend can evaluate it. A graph that
 * SameDiff cannot differentiate gives energies and no scores.
 *
 * <p>ND4J reads graphs without checking them: read files that you trust.
 */
public final class SameDiffEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  /** The largest graph that is written into JSON: Spark's JSON reader takes strings of 20 MB. */
  private static final int LARGEST_IN_JSON = 14_000_000;

  private final SameDiffModel model;

  private SameDiffEnergy(SameDiffModel model) {
    this.model = model;
  }

  /**
   * A graph with one placeholder, of shape (-1, d), and one result that nothing else uses.
   *
   * @throws EnergyException as {@link #of(SameDiff, String, String)}, or if there are several
   */
  public static SameDiffEnergy of(SameDiff graph) {
    return new SameDiffEnergy(
        SameDiffModel.of("graph", bytes(graph), Optional.empty(), Optional.empty()));
  }

  /**
   * The part of a graph between two variables.
   *
   * @param input the placeholder of the rows, of shape (-1, d)
   * @param output a variable of shape (n) or (n, 1)
   * @throws EnergyException naming the variable, if it is not there or of another kind or shape, if
   *     the graph needs more inputs or mixes rows
   */
  public static SameDiffEnergy of(SameDiff graph, String input, String output) {
    return new SameDiffEnergy(
        SameDiffModel.of("graph", bytes(graph), Optional.of(input), Optional.of(output)));
  }

  /**
   * A graph in a file that {@code SameDiff.save} wrote.
   *
   * @throws EnergyException if it cannot be read, and as {@link #of(SameDiff)}
   */
  public static SameDiffEnergy read(Path path) {
    try {
      return of(path.toString(), Files.readAllBytes(path), Optional.empty(), Optional.empty());
    } catch (IOException e) {
      throw EnergyException.causedBy(
          e, ErrorCondition.UNREADABLE_ENERGY, "path", path, "problem", e.getMessage());
    }
  }

  /**
   * A file that has been read.
   *
   * @param file what messages call it
   * @param input the placeholder, if there are several
   * @param output the result, if there are several
   * @throws EnergyException as {@link #of(SameDiff, String, String)}
   */
  public static SameDiffEnergy of(
      String file, byte[] bytes, Optional<String> input, Optional<String> output) {
    return new SameDiffEnergy(SameDiffModel.of(file, bytes, input, output));
  }

  static SameDiffEnergy fromJson(FieldReader fields) {
    String input = fields.text("input");
    String output = fields.text("output");
    String text = fields.text("graph");
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw EnergyException.invalidParameter(
          fields.path("graph"), e.getMessage(), "the bytes of a SameDiff graph in base64");
    }
    return of(fields.path("graph"), bytes, Optional.of(input), Optional.of(output));
  }

  private static byte[] bytes(SameDiff graph) {
    ByteBuffer buffer = graph.asFlatBuffers(false);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Override
  public String type() {
    return "samediff";
  }

  @Override
  public OptionalInt dimension() {
    return OptionalInt.of(model.dimension());
  }

  @Override
  public String formula() {
    return model.output() + " of a SameDiff graph";
  }

  @Override
  protected Expression define(Expression x) {
    return x.leaf(model).negate();
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    if (model.bytes().length > LARGEST_IN_JSON) {
      throw Require.noJson(
          name(),
          "its graph takes " + model.bytes().length + " bytes; it travels by Java serialisation");
    }
    fields
        .text("input", model.input())
        .text("output", model.output())
        .text("graph", Base64.getEncoder().encodeToString(model.bytes()));
  }
}
