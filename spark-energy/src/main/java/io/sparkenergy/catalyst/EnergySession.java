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
package io.sparkenergy.catalyst;

import java.util.ServiceLoader;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Gives a session the functions and the operator where {@code spark.sql.extensions} did not. Found
 * as a service, for it is written in Scala, which is compiled after Java.
 */
public interface EnergySession {
  /** Readies a session; nothing happens to one that is ready. */
  void prepare(SparkSession session);

  /** The rows of a DataFrame in Spark's internal form; each is gone when the next is read. */
  JavaRDD<InternalRow> rows(Dataset<Row> df);

  /** The one implementation. */
  static EnergySession get() {
    return ServiceLoader.load(EnergySession.class, EnergySession.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the spark-energy jar is not whole"));
  }
}
