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
package io.sparkenergy.backend.nd4j;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J, started once in a JVM and held to one thread a caller: each Spark task is a thread already,
 * and every thread that ND4J may use beside it would be taken from another task.
 */
final class Nd4jRuntime {
  private Nd4jRuntime() {}

  /**
   * Starts ND4J if it is not started.
   *
   * @throws EnergyException saying why ND4J cannot run here
   */
  static void require() {
    if (Nd4jGpus.areUsed()) {
      Nd4jGpus.requireRunnable();
    }
    failure()
        .ifPresent(
            failure -> {
              throw NativeMemory.isShort(failure)
                  ? NativeMemory.refusal(failure, "ND4J itself")
                  : unavailable(failure);
            });
  }

  private static EnergyException unavailable(Throwable failure) {
    return EnergyException.causedBy(
        failure,
        ErrorCondition.BACKEND_UNAVAILABLE,
        "backend",
        "nd4j",
        "reason",
        "ND4J does not start ("
            + rootOf(failure)
            + "); put "
            + (Nd4jGpus.areUsed() ? "nd4j-cuda-11.6" : "nd4j-native")
            + " with the classifier of this platform on the classpath");
  }

  /** What keeps ND4J from running; waits until that is known. */
  private static Optional<Throwable> failure() {
    try {
      return Starting.RESULT.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the task was killed while ND4J started", e);
    } catch (ExecutionException e) {
      return Optional.of(e.getCause());
    }
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static Optional<Throwable> start() {
    try (FileChannel channel = lockFile();
        FileLock lock = channel.lock()) {
      // Held while the native libraries are extracted, which JVMs of one host would race for.
      requireValid(lock);
      Nd4j.getEnvironment().setMaxThreads(1);
      Nd4j.getEnvironment().setMaxMasterThreads(1);
      Nd4j.factory().blas().setMaxThreads(1);
      return Optional.empty();
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      return Optional.of(e);
    }
  }

  private static FileChannel lockFile() throws IOException {
    Path file = Loader.getCacheDir().toPath().resolve("spark-energy-nd4j.lock");
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void requireValid(FileLock lock) throws IOException {
    if (!lock.isValid()) {
      throw new IOException("the lock on the native library cache was lost");
    }
  }

  /** Begun by the first who asks. */
  private static final class Starting {
    static final FutureTask<Optional<Throwable>> RESULT = begun();

    /**
     * In a thread of its own. Spark interrupts tasks that it kills, an interrupt closes the files
     * that libraries are loaded from, and what fails to load is lost for as long as the JVM lives.
     */
    private static FutureTask<Optional<Throwable>> begun() {
      FutureTask<Optional<Throwable>> task = new FutureTask<>(Nd4jRuntime::start);
      Thread thread = new Thread(task, "spark-energy-nd4j-start");
      thread.setDaemon(true);
      thread.start();
      return task;
    }
  }
}
