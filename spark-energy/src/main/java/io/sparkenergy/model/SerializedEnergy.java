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
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Energies as Java serialises them: their arrays of numbers go byte for byte. Large ones are
 * measured and digested as a stream; bytes are held once, in an array of their length.
 */
final class SerializedEnergy {
  /** The longest array that JVMs give. */
  private static final long LONGEST = Integer.MAX_VALUE - 8;

  private SerializedEnergy() {}

  /**
   * What is known of the bytes without them.
   *
   * @param digest of the content, equal for equal energies
   */
  record Summary(long length, String digest) {}

  /**
   * Measures and digests an energy.
   *
   * @throws EnergyException if it holds what Java cannot serialise
   */
  static Summary summary(EnergyFunction energy) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Counter counter = new Counter();
      write(energy, new DigestOutputStream(counter, digest));
      return new Summary(counter.length, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /**
   * The bytes of an energy.
   *
   * @throws EnergyException if it holds what Java cannot serialise, or more than an array can
   */
  static byte[] bytes(EnergyFunction energy) {
    Counter counter = new Counter();
    write(energy, counter);
    if (counter.length > LONGEST) {
      throw EnergyException.of(
          ErrorCondition.NOT_SERIALIZABLE,
          "energy",
          energy.name(),
          "found",
          "an object of " + counter.length + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.wrap(new byte[(int) counter.length]);
    write(energy, new Filler(bytes));
    return bytes.array();
  }

  private static void write(EnergyFunction energy, OutputStream to) {
    try (ObjectOutputStream out = new ObjectOutputStream(to)) {
      out.writeObject(energy);
    } catch (IOException e) {
      throw EnergyException.causedBy(
          e, ErrorCondition.NOT_SERIALIZABLE, "energy", energy.name(), "found", e.getMessage());
    }
  }

  /** The energy that the bytes are of. */
  static EnergyFunction read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ContextInput(new ByteArrayInputStream(bytes))) {
      return (EnergyFunction) in.readObject();
    }
  }

  private static final class Counter extends OutputStream {
    private long length;

    @Override
    public void write(int b) {
      length++;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      length += count;
    }
  }

  private static final class Filler extends OutputStream {
    private final ByteBuffer bytes;

    Filler(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    public void write(int b) {
      bytes.put((byte) b);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
      bytes.put(source, offset, count);
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
