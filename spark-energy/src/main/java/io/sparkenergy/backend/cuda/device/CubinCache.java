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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled texts, by text, target and compiler: in memory, and in a folder where one is given. A
 * file begins with the digest of the rest, so that one cut short is compiled anew, and takes its
 * name only when it is whole.
 */
public final class CubinCache {
  private static final Logger LOG = LoggerFactory.getLogger(CubinCache.class);
  private static final int MOST_IN_MEMORY = 256;
  private static final Map<Optional<Path>, CubinCache> CACHES = new ConcurrentHashMap<>();

  private final Optional<Path> folder;

  private final Map<String, byte[]> memory =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > MOST_IN_MEMORY;
        }
      };

  private CubinCache(Optional<Path> folder) {
    this.folder = folder;
  }

  /** The cache of this JVM with a folder, or without one. */
  public static CubinCache of(Optional<Path> folder) {
    return CACHES.computeIfAbsent(folder, CubinCache::new);
  }

  /** What a GPU's driver loads for a text. */
  byte[] cubin(String source, Gpu gpu) {
    String target = CudaCompiler.target(gpu);
    String key = hex(digest(CudaCompiler.version() + '\n' + target + '\n' + source));
    synchronized (memory) {
      byte[] known = memory.get(key);
      if (known != null) {
        return known;
      }
    }
    byte[] cubin =
        folder
            .flatMap(path -> read(file(path, key)))
            .orElseGet(() -> compiled(source, target, gpu, key));
    synchronized (memory) {
      memory.put(key, cubin);
    }
    return cubin;
  }

  private byte[] compiled(String source, String target, Gpu gpu, String key) {
    long start = System.nanoTime();
    byte[] cubin = CudaCompiler.compile(source, target, gpu);
    LOG.debug("Compiled for {} in {} ms", target, (System.nanoTime() - start) / 1_000_000);
    folder.ifPresent(path -> write(file(path, key), cubin));
    return cubin;
  }

  private static Path file(Path folder, String key) {
    return folder.resolve(key + ".cubin");
  }

  private static Optional<byte[]> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      byte[] all = Files.readAllBytes(file);
      MessageDigest sha = sha();
      int length = sha.getDigestLength();
      byte[] cubin =
          all.length < length ? new byte[0] : Arrays.copyOfRange(all, length, all.length);
      if (cubin.length > 0 && Arrays.equals(sha.digest(cubin), Arrays.copyOf(all, length))) {
        return Optional.of(cubin);
      }
      LOG.warn("{} is not whole and is compiled anew", file);
    } catch (IOException e) {
      LOG.warn("{} cannot be read and is compiled anew", file, e);
    }
    return Optional.empty();
  }

  /** What fails here costs time, and nothing else: the text is compiled again next time. */
  private static void write(Path file, byte[] cubin) {
    try {
      Files.createDirectories(file.getParent());
      Path part = Files.createTempFile(file.getParent(), "cubin", ".part");
      try {
        try (var out = Files.newOutputStream(part)) {
          out.write(sha().digest(cubin));
          out.write(cubin);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be written, so the next executor compiles again", file, e);
    }
  }

  private static byte[] digest(String text) {
    return sha().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
