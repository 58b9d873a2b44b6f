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
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file of text that is whole, or as it was before. */
final class OutputFile {
  private final OutputDirectory target;
  private final Configuration configuration;

  private OutputFile(OutputDirectory target, Configuration configuration) {
    this.target = target;
    this.configuration = configuration;
  }

  /**
   * The file of a path.
   *
   * @throws WrongArgument if it exists and is not to be overwritten, or is a directory
   */
  static OutputFile of(String path, boolean overwrite, Configuration configuration)
      throws IOException {
    Path file = new Path(path);
    FileSystem files = file.getFileSystem(configuration);
    if (files.exists(file)) {
      if (files.getFileStatus(file).isDirectory()) {
        throw new WrongArgument("--output " + path + " is a directory, expected a file");
      }
      if (!overwrite) {
        throw new WrongArgument("--output " + path + " exists; use --overwrite, or another path");
      }
    }
    return new OutputFile(
        OutputDirectory.of(path, OutputDirectory.Mode.OVERWRITE, configuration), configuration);
  }

  void write(String text) throws IOException {
    target.write(
        staging -> {
          try {
            writeTo(new Path(staging), text);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Without Hadoop's checksum beside a local file, which would not outlive an editor. */
  private void writeTo(Path staging, String text) throws IOException {
    try (FileSystem files = FileSystem.newInstance(staging.toUri(), configuration)) {
      files.setWriteChecksum(false);
      try (OutputStream out = files.create(staging, false)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
