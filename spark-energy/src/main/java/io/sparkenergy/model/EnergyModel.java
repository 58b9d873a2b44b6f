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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

  /** The energies of this JVM by key, as long as somebody holds them. */
  private static final Map<String, WeakReference<EnergyFunction>> SHARED =
      new ConcurrentHashMap<>();

  private final String name;
  private final String key;
  private final EnergyFunction energy;
  private final byte[] bytes;
  private Optional<Broadcast<byte[]>> sent;

  private EnergyModel(
      String name,
      String key,
      EnergyFunction energy,
      byte[] bytes,
      Optional<Broadcast<byte[]>> sent) {
    this.name = name;
    this.key = key;
    this.energy = energy;
    this.bytes = bytes;
    this.sent = sent;
  }

  /**
   * A model.
   *
   * @throws EnergyException if the energy holds what Java cannot serialise
   */
  public static EnergyModel of(String name, EnergyFunction energy) {
    byte[] bytes = serialised(energy);
    String key = digest(bytes);
    return new EnergyModel(name, key, share(key, energy), bytes, Optional.empty());
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
    boolean inline = bytes.length > 0 && bytes.length <= INLINE_BYTES;
    return inline
        ? new Travelling(name, key, bytes, null)
        : new Travelling(name, key, NONE, broadcast());
  }

  /** One broadcast a model and Spark context; Spark removes it when the model is gone. */
  private synchronized Broadcast<byte[]> broadcast() {
    if (bytes.length > 0 && (sent.isEmpty() || !sent.get().isValid())) {
      SparkContext context = SparkContext.getOrCreate();
      sent = Optional.of(JavaSparkContext.fromSparkContext(context).broadcast(bytes));
    }
    return sent.orElseThrow();
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a model is read through what it travels as");
  }

  private static EnergyFunction share(String key, EnergyFunction energy) {
    SHARED.values().removeIf(reference -> reference.get() == null);
    EnergyFunction[] found = {energy};
    SHARED.compute(
        key,
        (k, known) -> {
          EnergyFunction shared = known == null ? null : known.get();
          found[0] = shared == null ? energy : shared;
          return shared == null ? new WeakReference<>(energy) : known;
        });
    return found[0];
  }

  private static byte[] serialised(EnergyFunction energy) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(energy);
    } catch (IOException e) {
      throw EnergyException.causedBy(
          e, ErrorCondition.NOT_SERIALIZABLE, "energy", energy.name(), "found", e.getMessage());
    }
    return bytes.toByteArray();
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
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
      WeakReference<EnergyFunction> reference = SHARED.get(key);
      EnergyFunction known = reference == null ? null : reference.get();
      EnergyFunction energy =
          known == null ? share(key, read(broadcast == null ? inline : broadcast.value())) : known;
      return new EnergyModel(name, key, energy, inline, Optional.ofNullable(broadcast));
    }

    private EnergyFunction read(byte[] bytes) {
      try (ObjectInputStream in = new ContextInput(new ByteArrayInputStream(bytes))) {
        return (EnergyFunction) in.readObject();
      } catch (IOException e) {
        throw new IllegalStateException("model " + name + " did not arrive whole", e);
      } catch (ClassNotFoundException e) {
        throw EnergyException.causedBy(
            e, ErrorCondition.CLASS_NOT_FOUND, "energy", name, "class", e.getMessage());
      }
    }
  }

  /** Finds the user's own classes where Spark puts them: in the thread's class loader. */
  private static final class ContextInput extends ObjectInputStream {
    ContextInput(InputStream in) throws IOException {
      super(in);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(
            description.getName(), false, Thread.currentThread().getContextClassLoader());
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description);
      }
    }
  }
}
