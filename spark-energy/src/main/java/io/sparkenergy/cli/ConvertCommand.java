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

import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.SameDiffEnergy;
import io.sparkenergy.energy.TemperedEnergy;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.expression.RowFunction;
import io.sparkenergy.imports.ModelBytes;
import io.sparkenergy.imports.mllib.MllibDensities;
import io.sparkenergy.imports.onnx.OnnxModel;
import io.sparkenergy.imports.safetensors.MlpWeights;
import io.sparkenergy.imports.safetensors.SafetensorsFile;
import io.sparkenergy.model.EnergyFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.clustering.GaussianMixtureModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads a model that something else trained, and writes it as an energy. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = "Writes a trained model as an energy that evaluate and SQL take.")
final class ConvertCommand implements Callable<Integer> {
  /** What wrote the model, and the options that say more about it. */
  enum Source {
    SAFETENSORS("--activation", "--module", "--layers", "--missing-bias-is-zero"),
    ONNX("--output-name", "--dimension"),
    SAMEDIFF("--input-name", "--output-name"),
    MLLIB();

    private final Set<String> options;

    Source(String... options) {
      this.options = Set.of(options);
    }

    String symbol() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What to do where the output exists. */
  enum Mode {
    ERROR,
    OVERWRITE
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "SOURCE",
      description =
          "safetensors: the linear layers of a PyTorch nn.Sequential; onnx: a graph; samediff: what"
              + " SameDiff.save wrote; mllib: a saved GaussianMixtureModel.")
  private Source source;

  @Option(names = "--input", required = true, paramLabel = "PATH", description = "The model.")
  private String input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description =
          "Where to write: one file of JSON if it ends in .json; otherwise a directory, which holds"
              + " large weights in a file of their own.")
  private String output;

  @Option(
      names = "--mode",
      defaultValue = "error",
      description = "Where output exists: error or overwrite (default: error).")
  private Mode mode;

  @Option(
      names = "--activation",
      description =
          "safetensors: what follows every layer but the last: silu, tanh, relu, softplus or gelu."
              + " The file does not say it.")
  private Optional<Activation> activation;

  @Option(
      names = "--module",
      paramLabel = "NAME",
      description =
          "safetensors: take the tensors below this name only, such as model.energy; the others are"
              + " left out.")
  private Optional<String> module;

  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "NAME",
      description =
          "safetensors: the layers by name, first to last, where they are no nn.Sequential.")
  private List<String> layers = List.of();

  @Option(
      names = "--missing-bias-is-zero",
      description = "safetensors: layers without a bias were made with bias=False.")
  private boolean missingBiasIsZero;

  @Option(
      names = "--input-name",
      paramLabel = "NAME",
      description = "samediff: the placeholder of the rows, where there are several.")
  private Optional<String> inputName;

  @Option(
      names = "--output-name",
      paramLabel = "NAME",
      description = "onnx, samediff: which result is the energy, where there are several.")
  private Optional<String> outputName;

  @Option(
      names = "--dimension",
      paramLabel = "D",
      description = "onnx: the number of features, where the file leaves it open.")
  private Optional<Integer> dimension;

  @Option(
      names = "--log-density",
      description = "onnx, samediff: the result is log p(x); the energy is -log p(x).")
  private boolean logDensity;

  @Override
  public Integer call() throws IOException {
    requireFittingOptions();
    requireFreeOutput();
    EnergyFunction energy = converted();
    write(energy);
    print(energy);
    return 0;
  }

  private void requireFittingOptions() {
    for (Source other : Source.values()) {
      for (String option : other.options) {
        if (!source.options.contains(option) && isGiven(option)) {
          throw new WrongArgument(option + " says nothing to --from " + source.symbol());
        }
      }
    }
    if (logDensity && source != Source.ONNX && source != Source.SAMEDIFF) {
      throw new WrongArgument("--log-density says nothing to --from " + source.symbol());
    }
    if (source == Source.SAFETENSORS && activation.isEmpty()) {
      throw new WrongArgument(
          "--activation is missing: a safetensors file does not say what follows its layers");
    }
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private void requireFreeOutput() throws IOException {
    Path path = new Path(output);
    FileSystem files = path.getFileSystem(new Configuration());
    if (mode == Mode.ERROR && files.exists(path)) {
      throw new WrongArgument(
          "--output " + output + " exists; use --mode overwrite, or another path");
    }
    WritablePlace.require("--output", path, files);
  }

  private EnergyFunction converted() throws IOException {
    try {
      return switch (source) {
        case SAFETENSORS -> fromSafetensors(bytes());
        case ONNX -> fromOnnx(bytes());
        case SAMEDIFF -> {
          EnergyFunction energy = SameDiffEnergy.of(input, bytes(), inputName, outputName);
          yield logDensity ? TemperedEnergy.of(energy, -1) : energy;
        }
        case MLLIB -> fromMllib();
      };
    } catch (EnergyException e) {
      throw new WrongArgument("--input", e);
    }
  }

  private EnergyFunction fromSafetensors(byte[] bytes) {
    MlpWeights weights =
        MlpWeights.of(SafetensorsFile.of(input, bytes)).module(module.orElse("")).layers(layers);
    return (missingBiasIsZero ? weights.missingBiasIsZero() : weights)
        .energy(activation.orElseThrow());
  }

  private EnergyFunction fromOnnx(byte[] bytes) {
    OnnxModel model = OnnxModel.of(input, bytes);
    if (outputName.isPresent()) {
      model = model.output(outputName.get());
    }
    if (dimension.isPresent()) {
      model = model.dimension(dimension.get());
    }
    return (logDensity ? model.logDensity() : model).energy();
  }

  private EnergyFunction fromMllib() throws IOException {
    Path path = new Path(input, "metadata");
    if (!path.getFileSystem(new Configuration()).exists(path)) {
      throw new WrongArgument("--input " + input + " is no directory of a saved MLlib model");
    }
    CommandSession.of("convert");
    try {
      return MllibDensities.energy(GaussianMixtureModel.load(input));
    } catch (EnergyException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      // MLlib names the class that it found, and the one it expected.
      throw new WrongArgument("--input " + input, e);
    }
  }

  private byte[] bytes() throws IOException {
    Path path = new Path(input);
    FileSystem files = path.getFileSystem(new Configuration());
    if (!files.exists(path)) {
      throw new WrongArgument("--input " + input + " is not there");
    }
    FileStatus status = files.getFileStatus(path);
    if (status.isDirectory() || status.getLen() > ModelBytes.MOST) {
      throw new WrongArgument(
          "--input "
              + input
              + (status.isDirectory() ? " is a directory" : " has more than 2 GiB")
              + "; --from "
              + source.symbol()
              + " takes one file");
    }
    try (InputStream in = files.open(path)) {
      return in.readAllBytes();
    }
  }

  private void write(EnergyFunction energy) {
    try {
      new EnergyFiles(Configuration::new).write(energy, output, mode == Mode.OVERWRITE);
    } catch (EnergyException e) {
      if (e.condition() == ErrorCondition.PATH_EXISTS) {
        throw new WrongArgument("--output", e);
      }
      throw e;
    }
  }

  private void print(EnergyFunction energy) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("type:       " + energy.type());
    out.println("dimension:  " + energy.expectedDimension());
    out.println("energy:     E(x) = " + energy.formula());
    out.println(
        "score:      "
            + energy.rowFunctions().stream()
                .filter(function -> !function.hasGradient())
                .map(RowFunction::whyNoGradient)
                .findFirst()
                .map("none: "::concat)
                .orElse("-grad E(x)"));
    out.println("Wrote " + output);
  }
}
