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
package io.sparkenergy.documentation;

import static io.sparkenergy.error.ErrorCondition.*;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.backend.cuda.FakeGpu;
import io.sparkenergy.backend.cuda.OpenMain;
import io.sparkenergy.conf.EnergyConf;
import io.sparkenergy.conf.GpuTasks;
import io.sparkenergy.energy.DensityModel;
import io.sparkenergy.energy.DensityModelEnergy;
import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.imports.onnx.OnnxModel;
import io.sparkenergy.imports.onnx.OnnxSample;
import io.sparkenergy.imports.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How users come by each error of the library: what is done here is refused with it. */
final class Provocations {
  /** Does what is refused. */
  @FunctionalInterface
  interface Provocation {
    void run() throws Exception;
  }

  private static final String HARMONIC = "{\"type\": \"harmonic\"}";

  private final SparkSession spark;
  private final Path folder;
  private final Map<ErrorCondition, Provocation> all = new EnumMap<>(ErrorCondition.class);

  Provocations(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
    energies();
    files();
    queries();
    executors();
    gpus();
  }

  Map<ErrorCondition, Provocation> all() {
    return all;
  }

  private void energies() {
    all.put(INVALID_PARAMETER, () -> Energies.fromJson("{\"type\": \"funnel\", \"sigma\": -1}"));
    all.put(UNKNOWN_TYPE, () -> Energies.fromJson("{\"type\": \"harmonik\"}"));
    all.put(UNKNOWN_FIELD, () -> Energies.fromJson("{\"type\": \"harmonic\", \"kk\": 1}"));
    all.put(MISSING_FIELD, () -> Energies.fromJson("{\"type\": \"gaussian\", \"mean\": [0, 0]}"));
    all.put(INVALID_JSON, () -> Energies.fromJson("{\"type\": \"harmonic\", }"));
    all.put(NO_JSON_FORM, () -> Energies.toJson(ownDensity()));
    all.put(SHAPE_MISMATCH, () -> EnergyFunction.define("ripples", x -> x.sin().square()));
    EnergyFunction plane = GaussianEnergy.of(new double[2], new double[][] {{1, 0}, {0, 1}});
    all.put(
        DIMENSION_MISMATCH, () -> plane.energy(Nd4j.createFromArray(new double[][] {{1, 2, 3}})));
    all.put(BATCH_SHAPE, () -> plane.energy(Nd4j.createFromArray(1.0, 2.0)));
    all.put(
        SAMPLE_REFUSED,
        () -> GaussianEnergy.fromSamples(Nd4j.createFromArray(new double[][] {{1, 2}})));
    all.put(
        CHARTS_UNAVAILABLE,
        () -> {
          // What a JVM without fonts says; tests run where there are some.
          throw EnergyException.of(
              CHARTS_UNAVAILABLE,
              "problem",
              "Fontconfig head is null, check your fonts or fonts configuration");
        });
  }

  private void files() {
    all.put(UNREADABLE_ENERGY, () -> SparkEnergy.load(spark, folder + "/ring.json"));
    all.put(
        UNWRITABLE_ENERGY,
        () -> {
          Files.writeString(folder.resolve("file"), "");
          SparkEnergy.save(spark, HarmonicEnergy.of(1), folder + "/file/ring.json");
        });
    all.put(
        PATH_EXISTS,
        () -> {
          SparkEnergy.save(spark, HarmonicEnergy.of(1), folder + "/taken.json");
          SparkEnergy.save(spark, HarmonicEnergy.of(2), folder + "/taken.json");
        });
    all.put(
        INVALID_MODEL_FILE,
        () -> SafetensorsFile.read(Files.write(folder.resolve("ring.safetensors"), new byte[4])));
    all.put(
        UNSUPPORTED_MODEL,
        () -> OnnxModel.read(Files.write(folder.resolve("m.onnx"), OnnxSample.lstm())).energy());
  }

  private void queries() {
    all.put(UNKNOWN_MODEL, () -> sql("energy('bowll', x)"));
    all.put(MODEL_NOT_LITERAL, () -> sql("energy(concat('bo', id), x)"));
    all.put(INVALID_MODEL_NAME, () -> SparkEnergy.register(spark, "", HarmonicEnergy.of(1)));
    all.put(ARGUMENT_COUNT, () -> sql("energy('" + HARMONIC + "')"));
    all.put(NO_GRADIENT, () -> SparkEnergy.evaluate(points(), ownDensity(), "x"));
    all.put(
        UNSUPPORTED_BY_BACKEND,
        () ->
            SparkEnergy.evaluation(ownDensity())
                .features("x")
                .quantities(Quantity.ENERGY)
                .option("backend", "cpu")
                .on(points())
                .collect());
    all.put(BACKEND_UNAVAILABLE, () -> sql("energy('" + HARMONIC + "', x, map('backend', 'tpu'))"));
    all.put(CONFIGURATION, () -> sql("energy('" + HARMONIC + "', x, map('batch.rows', 0))"));
    all.put(COLUMN_NOT_FOUND, () -> SparkEnergy.evaluate(points(), HarmonicEnergy.of(1), "y"));
    all.put(
        COLUMN_EXISTS,
        () ->
            SparkEnergy.evaluate(
                points().withColumn("energy", functions.lit(1)), HarmonicEnergy.of(1), "x"));
    all.put(FEATURES_TYPE, () -> sql("energy('" + HARMONIC + "', id)"));
    all.put(FEATURES_DIMENSION, () -> sql("energy('{\"type\": \"affine\", \"a\": [1, 1, 1]}', x)"));
    all.put(
        FEATURES_NULL_ELEMENT,
        () ->
            spark
                .range(0, 1, 1, 1)
                .selectExpr("array(double(id), null) as x")
                .selectExpr("energy('" + HARMONIC + "', x)")
                .collect());
  }

  private void executors() {
    all.put(
        NOT_SERIALIZABLE,
        () ->
            SparkEnergy.register(
                spark, "counting", DensityModelEnergy.of(new Counting(new Thread()))));
    all.put(
        CLASS_NOT_FOUND,
        () -> {
          compile("acme/MyDensity.java");
          String printed =
              new SparkSubmitProcess(folder)
                  .run(
                      List.of(),
                      "local-cluster[1,1,1024]",
                      MissingClassMain.class,
                      folder.toString(),
                      "acme.MyDensity");
          throw printed(printed);
        });
    all.put(
        NATIVE_MEMORY,
        () -> {
          List<String> command =
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "@" + Path.of("bin", "jvm.options"),
                  "-Xmx1g",
                  "-Dorg.bytedeco.javacpp.maxPhysicalBytes=600m",
                  "-cp",
                  FakeGpu.classpath(),
                  "io.sparkenergy.backend.nd4j.ShortOfMemory",
                  "16384");
          throw printed(
              FakeGpu.output(new ProcessBuilder(command).redirectErrorStream(true).start()));
        });
    Map<String, String> local =
        Map.of("spark.master", "local[4]", "spark.task.resource.gpu.amount", "0.25");
    all.put(
        GPU_TASKS,
        () -> GpuTasks.requireSchedulable(new EnergyConf(local::getOrDefault, () -> local)));
  }

  /** A class of the user's, for the driver alone. */
  private void compile(String file) throws IOException {
    Path source = folder.resolve(file);
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        """
        package acme;
        public class MyDensity implements io.sparkenergy.energy.DensityModel {
          public org.nd4j.linalg.api.ndarray.INDArray logDensity(
              org.nd4j.linalg.api.ndarray.INDArray x) {
            return x.sum(1);
          }
        }
        """);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", FakeGpu.classpath(), source.toString());
    if (code != 0) {
      throw new IOException("javac ended with " + code);
    }
  }

  private void gpus() {
    all.put(GPU_DRIVER, () -> open(FakeGpu.create().with("FAKE_CUDA_DRIVER", "11080")));
    all.put(GPU_LIBRARY, () -> open(FakeGpu.create().without("libnvrtc")));
    all.put(GPU_NOT_FOUND, () -> open(FakeGpu.create(), "3"));
    all.put(GPU_CAPABILITY, () -> open(FakeGpu.create().with("FAKE_CUDA_CAPABILITY", "70")));
    all.put(
        GPU_COMPILATION,
        () -> open(FakeGpu.create().with("FAKE_NVRTC_FAIL", "energy.cu(7): error: no such thing")));
    all.put(GPU_MEMORY, () -> open(FakeGpu.create().with("FAKE_CUDA_MEMORY", "40000")));
    all.put(GPU_FAILURE, () -> open(FakeGpu.create().with("FAKE_CUBLAS_FAIL", "1")));
  }

  /** Opens an energy on GPUs that are none, in a JVM of its own, which prints why not. */
  private void open(FakeGpu gpu, String... addresses) {
    // Links to libraries that were found once stay beside the bindings: none from elsewhere.
    gpu.option("-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("javacpp"));
    String[] arguments = new String[addresses.length + 1];
    arguments[0] = "";
    System.arraycopy(addresses, 0, arguments, 1, addresses.length);
    throw printed(FakeGpu.output(gpu.start(OpenMain.class, arguments)));
  }

  /** What a process printed of a refusal, thrown here. */
  private static IllegalStateException printed(String output) {
    return new IllegalStateException(
        output
            .lines()
            .filter(line -> line.contains("[ENERGY_"))
            .map(line -> line.substring(line.indexOf("[ENERGY_")))
            .findFirst()
            .orElse(output));
  }

  private Dataset<Row> points() {
    return spark.range(0, 1, 1, 1).selectExpr("id", "array(1D, 2D) as x");
  }

  private void sql(String call) {
    points().selectExpr(call).collect();
  }

  private static DensityModelEnergy ownDensity() {
    return DensityModelEnergy.of(new Own());
  }

  /** A density without its gradient. */
  private record Own() implements DensityModel {
    @Override
    public INDArray logDensity(INDArray x) {
      return x.sum(1);
    }

    @Override
    public String name() {
      return "my_density";
    }
  }

  /** A density that holds what cannot be sent. */
  private record Counting(Thread held) implements DensityModel {
    @Override
    public INDArray logDensity(INDArray x) {
      return x.sum(1).mul(held.getPriority());
    }

    @Override
    public String name() {
      return "counting";
    }
  }
}
