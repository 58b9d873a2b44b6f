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

import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import io.sparkenergy.json.JsonLimits;
import io.sparkenergy.json.JsonText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Energies on any file system that Hadoop reaches. A path that ends in {@code .json} is one file of
 * JSON. Any other is a directory of {@code energy.json} and, where the energy has arrays of {@value
 * #STORED_NUMBERS} numbers or more, {@code parameters.bin}, which holds those.
 *
 * <p>In {@code energy.json} the place of such an array reads {@code {"offset": 0, "shape": [512,
 * 64], "crc32c": "1f2e3d4c"}}, and a field {@code parameters} names the file and says how long it
 * is. The file is the arrays' numbers as float64, least significant byte first, row after row, and
 * nothing else: {@code numpy.fromfile("parameters.bin", "<f8")}.
 */
public final class EnergyFiles {
  /** The least numbers of an array that are stored outside of the JSON. */
  static final int STORED_NUMBERS = 1024;

  private static final String JSON_FILE = "energy.json";
  private static final String PARAMETER_FILE = "parameters.bin";
  private static final String PARAMETERS = "parameters";

  private final Supplier<Configuration> configuration;

  /**
   * Files as a configuration reaches them.
   *
   * @param configuration asked for when a file is read: a session's costs more to make than most
   *     models do
   */
  public EnergyFiles(Supplier<Configuration> configuration) {
    this.configuration = configuration;
  }

  /**
   * The energy of a path: a file of JSON, or a directory that {@link #write} made.
   *
   * @throws EnergyException naming the path, if it or what it refers to is missing, cut off or
   *     damaged; or the field, if what is there is no energy
   */
  public EnergyFunction read(String path) {
    try {
      Path file = new Path(path);
      FileSystem files = file.getFileSystem(configuration.get());
      if (files.getFileStatus(file).isDirectory()) {
        file = new Path(file, JSON_FILE);
      }
      FieldReader fields = JsonText.read(text(file, files));
      return fields.has(PARAMETERS)
          ? withParameters(fields, files, file.getParent())
          : Energies.read(fields);
    } catch (FileNotFoundException e) {
      throw EnergyException.causedBy(
          e,
          ErrorCondition.UNREADABLE_ENERGY,
          "path",
          path,
          "problem",
          e.getMessage() + "; expected a file of JSON, or a directory with " + JSON_FILE);
    } catch (IOException | IllegalArgumentException e) {
      throw e instanceof EnergyException refusal ? refusal : ParameterFile.unreadable(e, path);
    }
  }

  private static String text(Path file, FileSystem files) throws IOException {
    byte[] bytes = {};
    long length = files.getFileStatus(file).getLen();
    if (length <= JsonLimits.CHARACTERS) {
      try (InputStream in = files.open(file)) {
        // The file may grow, and not every file system knows a length.
        bytes = in.readNBytes(JsonLimits.CHARACTERS + 1);
        length = Math.max(length, bytes.length);
      }
    }
    if (length > JsonLimits.CHARACTERS) {
      throw EnergyException.of(
          ErrorCondition.UNREADABLE_ENERGY,
          "path",
          file,
          "problem",
          "found %d bytes of JSON, expected at most %d; saved to a directory, an energy has its large arrays in another file"
              .formatted(length, JsonLimits.CHARACTERS));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static EnergyFunction withParameters(FieldReader fields, FileSystem files, Path directory)
      throws IOException {
    FieldReader parameters = fields.object(PARAMETERS);
    String name = parameters.text("file");
    long expected = parameters.longInteger("bytes");
    parameters.close();
    if (name.isBlank() || name.equals("..") || name.contains("/") || name.contains("\\")) {
      throw EnergyException.invalidParameter(
          parameters.path("file"), "'" + name + "'", "the name of a file in the same directory");
    }
    Path file = new Path(directory, name);
    long found = files.getFileStatus(file).getLen();
    if (found != expected) {
      throw EnergyException.of(
          ErrorCondition.UNREADABLE_ENERGY,
          "path",
          file,
          "problem",
          "found " + found + " bytes, expected " + expected);
    }
    try (ParameterFile.Reader reader =
        new ParameterFile.Reader(file.toString(), files.open(file), found)) {
      return Energies.read(fields.withArrays(reader));
    }
  }

  /**
   * Writes an energy so that {@link #read} gives it back to the last bit. It is written beside the
   * path and moved there when it is whole.
   *
   * @param path ends in {@code .json} for one file, whatever its size; a directory otherwise
   * @param overwrite whether what is there already is replaced
   * @throws EnergyException if the path is taken, the energy has no JSON form, or the file system
   *     refuses
   */
  public void write(EnergyFunction energy, String path, boolean overwrite) {
    FieldWriter fields = Energies.write(energy);
    try {
      Path target = new Path(path);
      FileSystem files = target.getFileSystem(configuration.get());
      if (!overwrite && files.exists(target)) {
        throw EnergyException.of(ErrorCondition.PATH_EXISTS, "path", path);
      }
      Path staging = beside(target, "writing");
      try {
        if (target.getName().endsWith(".json")) {
          fields.writePretty(plain(files).create(staging, false));
        } else {
          writeDirectory(fields, staging, plain(files));
        }
        replace(target, staging, files);
      } finally {
        plain(files).delete(staging, true);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw e instanceof EnergyException refusal
          ? refusal
          : EnergyException.causedBy(
              e, ErrorCondition.UNWRITABLE_ENERGY, "path", path, "problem", e.getMessage());
    }
  }

  private static void writeDirectory(FieldWriter fields, Path directory, FileSystem files)
      throws IOException {
    Path parameters = new Path(directory, PARAMETER_FILE);
    try (FSDataOutputStream out = files.create(parameters, false)) {
      ParameterFile.Writer writer = new ParameterFile.Writer(out);
      if (fields.moveArrays(STORED_NUMBERS, writer)) {
        fields.object(
            PARAMETERS,
            JsonText.write().text("file", PARAMETER_FILE).integer("bytes", writer.length()));
      }
    }
    if (files.getFileStatus(parameters).getLen() == 0) {
      files.delete(parameters, false);
    }
    fields.writePretty(files.create(new Path(directory, JSON_FILE), false));
  }

  private static void replace(Path target, Path staging, FileSystem files) throws IOException {
    Path previous = beside(target, "previous");
    boolean existed = files.exists(target);
    if (existed) {
      move(target, previous, files);
    }
    try {
      move(staging, target, plain(files));
    } catch (IOException e) {
      if (existed) {
        move(previous, target, files);
      }
      throw e;
    }
    if (existed) {
      files.delete(previous, true);
    }
  }

  private static Path beside(Path target, String purpose) {
    String name = "." + target.getName() + "-" + purpose + "-" + UUID.randomUUID();
    return target.getParent() == null ? new Path(name) : new Path(target.getParent(), name);
  }

  private static void move(Path from, Path to, FileSystem files) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("cannot move " + from + " to " + to + "; is it writable?");
    }
  }

  /** Without the hidden checksum files of local disks, which an edit by hand would make wrong. */
  private static FileSystem plain(FileSystem files) {
    return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
  }
}
