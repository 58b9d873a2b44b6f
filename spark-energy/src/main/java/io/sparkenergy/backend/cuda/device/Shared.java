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
package io.sparkenergy.backend.cuda.device;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Things that tasks share, counted: made for the first user, closed when the last has left. So many
 * as are allowed stay idle for whoever comes next; of more, those left longest ago are closed.
 */
final class Shared<K, V extends AutoCloseable> implements AutoCloseable {
  private final int mostIdle;

  /** Those in use first, those left longest ago before those left just now. */
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>();

  private boolean closed;

  Shared(int mostIdle) {
    this.mostIdle = mostIdle;
  }

  private static final class Entry<V> {
    final V value;
    int users;

    Entry(V value) {
      this.value = value;
    }
  }

  /** A user's hold on a value. */
  final class Hold implements AutoCloseable {
    private final K key;
    private final V value;
    private boolean released;

    private Hold(K key, V value) {
      this.key = key;
      this.value = value;
    }

    V value() {
      return value;
    }

    @Override
    public void close() {
      if (!released) {
        released = true;
        release(key);
      }
    }
  }

  /** The value of a key, made if it is not there; others wait while it is made. */
  synchronized Hold hold(K key, Supplier<V> make) {
    if (closed) {
      throw new IllegalStateException("the GPU has been closed");
    }
    Entry<V> entry = entries.get(key);
    if (entry == null) {
      entry = new Entry<>(make.get());
      entries.put(key, entry);
    }
    entry.users++;
    return new Hold(key, entry.value);
  }

  private synchronized void release(K key) {
    Entry<V> entry = entries.get(key);
    entry.users--;
    if (entry.users == 0) {
      entries.remove(key);
      entries.put(key, entry);
      closeIdle(closed ? 0 : mostIdle);
    }
  }

  /** Closes what nobody uses; the rest is closed as its last users leave. */
  @Override
  public synchronized void close() {
    closed = true;
    closeIdle(0);
  }

  /** Closes what nobody uses, to make room. */
  synchronized void shrink() {
    closeIdle(0);
  }

  synchronized int size() {
    return entries.size();
  }

  private void closeIdle(int most) {
    long idle = entries.values().stream().filter(entry -> entry.users == 0).count();
    Iterator<Entry<V>> all = entries.values().iterator();
    while (idle > most) {
      Entry<V> entry = all.next();
      if (entry.users == 0) {
        all.remove();
        idle--;
        try {
          entry.value.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
