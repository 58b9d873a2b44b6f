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

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.MlpEnergy.Layer;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.json.FieldWriter;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockUpdatedInfo;
import org.apache.spark.storage.BroadcastBlockId;

/**
 * A driver with executors in JVMs of their own that evaluates a model of 100 MB over many tasks,
 * and prints what became of it, a line {@code name value} each.
 */
final class LargeModelJob {
  static final int INPUTS = 8;
  static final int HIDDEN = 3500;
  static final int QUERIES = 3;
  static final int TASKS = 40;

  private LargeModelJob() {}

  /** An mlp that counts how often this JVM reads it from bytes. */
  static final class CountedEnergy extends EnergyFunction {
    private static final long serialVersionUID = 1L;

    static final AtomicInteger READ = new AtomicInteger();

    private final EnergyFunction mlp;

    CountedEnergy(EnergyFunction mlp) {
      this.mlp = mlp;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      READ.incrementAndGet();
    }

    @Override
    public String type() {
      return "counted";
    }

    @Override
    public OptionalInt dimension() {
      return mlp.dimension();
    }

    @Override
    public String formula() {
      return mlp.formula();
    }

    @Override
    protected Expression define(Expression x) {
      return mlp.expression(x);
    }

    @Override
    protected void writeFields(FieldWriter fields) {
      throw new IllegalStateException("not saved");
    }
  }

  /** The bytes of each broadcast that the driver keeps for the executors. */
  private static final class Broadcasts extends SparkListener {
    private final Map<Long, Long> bytes = new ConcurrentHashMap<>();

    @Override
    public void onBlockUpdated(SparkListenerBlockUpdated event) {
      BlockUpdatedInfo info = event.blockUpdatedInfo();
      BlockId block = info.blockId();
      if (info.blockManagerId().isDriver()
          && info.storageLevel().isValid()
          && block instanceof BroadcastBlockId broadcast) {
        bytes.merge(broadcast.broadcastId(), info.memSize() + info.diskSize(), Long::sum);
      }
    }
  }

  static double[][][] weights() {
    Random random = new Random(1);
    double[][][] weights = {new double[HIDDEN][], new double[HIDDEN][], new double[1][]};
    Arrays.setAll(weights[0], i -> random.doubles(INPUTS, -1, 1).toArray());
    Arrays.setAll(weights[1], i -> random.doubles(HIDDEN, -1e-2, 1e-2).toArray());
    Arrays.setAll(weights[2], i -> random.doubles(HIDDEN, -1, 1).toArray());
    return weights;
  }

  public static void main(String[] arguments) {
    SparkSession spark = SparkSession.builder().getOrCreate();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcasts broadcasts = new Broadcasts();
    spark.sparkContext().addSparkListener(broadcasts);

    double[][][] weights = weights();
    Layer[] layers = {
      Layer.of(weights[0], new double[HIDDEN]),
      Layer.of(weights[1], new double[HIDDEN]),
      Layer.of(weights[2], new double[1])
    };
    SparkEnergy.register(spark, "big", new CountedEnergy(MlpEnergy.of(Activation.RELU, layers)));

    double sum = 0;
    for (int query = 0; query < QUERIES; query++) {
      sum =
          spark
              .sql(
                  "SELECT sum(energy('big', array_repeat(sin(id %% 4), %d))) FROM range(0, %d, 1, %d)"
                      .formatted(INPUTS, 2 * TASKS, TASKS))
              .first()
              .getDouble(0);
      // A collection between two queries takes what nobody holds.
      used(context);
    }
    List<Long> sizes = broadcasts.bytes.values().stream().sorted().toList();
    System.out.println("sum " + sum);
    System.out.println("reads " + reads(context));
    System.out.println("used " + used(context));
    System.out.println("largest " + sizes.get(sizes.size() - 1));
    System.out.println("second " + sizes.get(sizes.size() - 2));
    System.out.println("driver " + CountedEnergy.READ.get());
    spark.stop();
  }

  /** How often the executor has read the model. */
  private static int reads(JavaSparkContext context) {
    return context.parallelize(List.of(0), 1).map(i -> CountedEnergy.READ.get()).first();
  }

  /** The bytes of the executor's heap that are in use after a collection. */
  private static long used(JavaSparkContext context) {
    return context
        .parallelize(List.of(0), 1)
        .map(
            i -> {
              System.gc();
              return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            })
        .first();
  }
}
