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
package io.sparkenergy.conf;

/**
 * One entry of the configuration, read from the Spark session. {@code docs/configuration.md} is
 * made from these.
 *
 * @param key the key, beginning with {@code spark.energy.}
 * @param byDefault the value where the key is not set
 * @param group what it is about
 * @param read when it takes effect
 * @param values what may be set, with its unit
 * @param meaning what it does, in a sentence
 * @param detail what else there is to know, or nothing
 * @param since the version that has it first
 */
public record ConfigEntry(
    String key,
    String byDefault,
    Group group,
    Read read,
    String values,
    String meaning,
    String detail,
    String since) {

  /** What entries are about, in the order of the page. */
  public enum Group {
    GENERAL("General"),
    BATCHES("Batches"),
    GPU("GPUs"),
    FUNCTIONS("Functions");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** When an entry is read. */
  public enum Read {
    /** As a call is analysed: a DataFrame that is there keeps what was set when it was made. */
    ANALYSIS,
    /** As a query is planned, at the first action on a DataFrame. */
    PLANNING;
  }
}
