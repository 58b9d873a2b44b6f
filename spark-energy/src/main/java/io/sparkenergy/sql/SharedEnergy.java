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
package io.sparkenergy.sql;

import io.sparkenergy.energy.EnergyFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * An energy as the bytes that are broadcast. Whatever serializer Spark is set to, bytes travel
 * well; they are read once an executor, and its tasks share the energy and all that is built from
 * it.
 */
final class SharedEnergy implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private transient volatile EnergyFunction energy;

  private SharedEnergy(byte[] bytes) {
    this.bytes = bytes;
  }

  static SharedEnergy of(EnergyFunction energy) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(energy);
    } catch (IOException e) {
      throw new UncheckedIOException("energy " + energy.name() + " cannot be serialised", e);
    }
    return new SharedEnergy(bytes.toByteArray());
  }

  EnergyFunction get() {
    EnergyFunction known = energy;
    if (known == null) {
      synchronized (this) {
        known = energy == null ? read() : energy;
        energy = known;
      }
    }
    return known;
  }

  private EnergyFunction read() {
    try (ObjectInputStream in = new ContextInput(new ByteArrayInputStream(bytes))) {
      return (EnergyFunction) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a broadcast energy cannot be read", e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "the class of an energy is not on this executor: " + e.getMessage(), e);
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
