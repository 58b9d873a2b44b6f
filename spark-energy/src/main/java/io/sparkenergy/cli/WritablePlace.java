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
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds out whether a path can be written before the work that is to be written there. Permission
 * bits do not tell: a disk may be mounted read-only, and root passes them. So an empty hidden file
 * is made in the nearest directory that is there, and taken away.
 */
final class WritablePlace {
  private WritablePlace() {}

  /**
   * Refuses what cannot be written.
   *
   * @param option what named the path
   * @throws WrongArgument naming the option, the path and what stands in its way
   */
  static void require(String option, Path target, FileSystem files) {
    try {
      Path directory = nearest(target, files);
      if (!files.getFileStatus(directory).isDirectory()) {
        throw new IOException(directory + " is no directory");
      }
      Path probe = new Path(directory, "." + target.getName() + "-" + UUID.randomUUID());
      FileSystem plain =
          files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
      plain.create(probe, false).close();
      plain.delete(probe, false);
    } catch (IOException e) {
      throw WrongArgument.unwritable(option, target, e);
    }
  }

  /** The nearest of the path's parents that is there. */
  private static Path nearest(Path target, FileSystem files) throws IOException {
    Path place = files.makeQualified(target).getParent();
    while (place != null && place.getParent() != null && !files.exists(place)) {
      place = place.getParent();
    }
    return place == null ? new Path("/") : place;
  }
}
