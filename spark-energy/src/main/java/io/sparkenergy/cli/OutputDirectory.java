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

import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A directory that holds a whole result or, if the job fails, what it held before. The job writes
 * beside it; only what is complete is moved into place.
 */
final class OutputDirectory {
  /** What to do where the directory exists. */
  enum Mode {
    ERROR,
    OVERWRITE,
    APPEND
  }

  private final Path target;
  private final Mode mode;
  private final FileSystem files;

  private OutputDirectory(Path target, Mode mode, FileSystem files) {
    this.target = target;
    this.mode = mode;
    this.files = files;
  }

  /**
   * The directory of a path.
   *
   * @throws WrongArgument if it exists and the mode is {@link Mode#ERROR}, or it cannot be written
   */
  static OutputDirectory of(String path, Mode mode, Configuration configuration)
      throws IOException {
    Path target = new Path(path);
    FileSystem files = target.getFileSystem(configuration);
    if (mode == Mode.ERROR && files.exists(target)) {
      throw new WrongArgument(
          "--output " + path + " exists; use --mode overwrite or append, or another path");
    }
    WritablePlace.require("--output", target, files);
    return new OutputDirectory(target, mode, files);
  }

  /** Runs a job that writes to the path it is given, and puts what it wrote into place. */
  void write(Consumer<String> job) throws IOException {
    Path parent = target.getParent() == null ? new Path(".") : target.getParent();
    Path staging = new Path(parent, "." + target.getName() + "-" + UUID.randomUUID());
    if (!files.mkdirs(staging)) {
      throw new IOException("cannot make " + staging + "; is " + parent + " writable?");
    }
    // For a process that is told to end, which may not come to what is below.
    files.deleteOnExit(staging);
    try {
      Path whole = new Path(staging, target.getName());
      job.accept(whole.toString());
      if (mode == Mode.APPEND && files.exists(target)) {
        append(whole);
      } else {
        replace(whole, parent);
      }
    } catch (IOException e) {
      IOException failure = new IOException("cannot write " + target + ": " + e.getMessage());
      // Not as its cause: people are told the innermost message.
      failure.addSuppressed(e);
      throw failure;
    } finally {
      files.delete(staging, true);
      files.cancelDeleteOnExit(staging);
    }
  }

  private void replace(Path whole, Path parent) throws IOException {
    Path previous = new Path(parent, "." + target.getName() + "-previous-" + UUID.randomUUID());
    boolean existed = files.exists(target);
    if (existed) {
      move(target, previous);
    }
    try {
      move(whole, target);
    } catch (IOException e) {
      if (existed) {
        move(previous, target);
      }
      throw e;
    }
    if (existed) {
      files.delete(previous, true);
    }
  }

  /** Spark's part files carry the job's own id, so none meets one that is there. */
  private void append(Path whole) throws IOException {
    for (FileStatus file : files.listStatus(whole)) {
      if (file.getPath().getName().startsWith("part-")) {
        move(file.getPath(), new Path(target, file.getPath().getName()));
      }
    }
  }

  private void move(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("cannot move " + from + " to " + to + "; is it writable?");
    }
  }
}
