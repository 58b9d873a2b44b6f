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

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * An energy under a name, as plans hold it and tasks receive it.
 *
 * <p>Models of equal content are equal, whatever their names. A small model travels inside the task
 * that needs it, a larger one is broadcast once; either way an executor has one copy, which all its
 * tasks share with everything that was built from it.
 */
public final class EnergyModel implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The most bytes that travel inside a task. */
  static final int INLINE_BYTES = 64 << 10;

  private static final byte[] NONE = {};

  private final String name;
  private final String key;
  private final EnergyFunction energy;
  private final byte[] inline;
  private Optional<Broadcast<byte[]>> sent;

  private EnergyModel(
      String name,
      String key,
      EnergyFunction energy,
      byte[] inline,
      Optional<Broadcast<byte[]>> sent) {
    this.name = name;
    this.key = key;
    this.energy = energy;
    this.inline = inline;
    this.sent = sent;
  }

  /**
   * A model.
   *
   * @throws EnergyException if the energy holds what Java cannot serialise
   */
  public static EnergyModel of(String name, EnergyFunction energy) {
    SerializedEnergy.Summary summary = SerializedEnergy.summary(energy);
    byte[] inline = summary.length() <= INLINE_BYTES ? SerializedEnergy.bytes(energy) : NONE;
    EnergyFunction shared = SharedEnergies.get(summary.digest(), () -> energy);
    return new EnergyModel(name, summary.digest(), shared, inline, Optional.empty());
  }

  /** What plans, metrics and messages call it. */
  public String name() {
    return name;
  }

  /** A digest of the content; equal energies have equal keys. */
  public String key() {
    return key;
  }

  public EnergyFunction energy() {
    return energy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EnergyModel model && model.key.equals(key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }

  private Object writeReplace() {
    return inline.length > 0
        ? new Travelling(name, key, inline, null)
        : new Travelling(name, key, NONE, broadcast());
  }

  /** One broadcast a model and Spark context; Spark removes it when the model is gone. */
  private synchronized Broadcast<byte[]> broadcast() {
    if (sent.isEmpty() || !sent.get().isValid()) {
      byte[] bytes = SerializedEnergy.bytes(energy);
      SparkContext context = SparkContext.getOrCreate();
      sent = Optional.of(JavaSparkContext.fromSparkContext(context).broadcast(bytes));
    }
    return sent.orElseThrow();
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a model is read through what it travels as");
  }

  /** What is written in a model's place: its bytes, or the broadcast that has them. */
  private static final class Travelling implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String key;
    private final byte[] inline;
    private final Broadcast<byte[]> broadcast;

    Travelling(String name, String key, byte[] inline, Broadcast<byte[]> broadcast) {
      this.name = name;
      this.key = key;
      this.inline = inline;
      this.broadcast = broadcast;
    }

    private Object readResolve() {
      EnergyFunction energy = SharedEnergies.get(key, this::read);
      return new EnergyModel(name, key, energy, inline, Optional.ofNullable(broadcast));
    }

    private EnergyFunction read() {
      try {
        return SerializedEnergy.read(broadcast == null ? inline : broadcast.value());
      } catch (IOException e) {
        throw new IllegalStateException("model " + name + " did not arrive whole", e);
      } catch (ClassNotFoundException e) {
        throw EnergyException.causedBy(
            e, ErrorCondition.CLASS_NOT_FOUND, "energy", name, "class", e.getMessage());
      }
    }
  }
}
