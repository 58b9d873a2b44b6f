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

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the driver hears of GPUs that are demanded. An executor that cannot use its own ends, and
 * Spark starts another, and so on: the reason would stand in the executors' logs alone. It is
 * logged here, once for each host; and where executors fail and none has come up, jobs, which would
 * wait for the next to fail, are ended with it.
 */
final class ExecutorGpus extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorGpus.class);

  /** The failures in a row after which jobs end: one host of many may be first, and broken. */
  private static final int MOST_FAILURES = 3;

  private static final String EXECUTOR = "executor";
  private static final String HOST = "host";
  private static final String PROBLEM = "problem";

  private final SparkContext context;
  private final Set<String> ready = new HashSet<>();
  private final Set<String> said = new HashSet<>();
  private int failures;

  ExecutorGpus(SparkContext context) {
    this.context = context;
  }

  /** What an executor sends; of the JDK's classes, which every class loader knows. */
  static Map<String, String> message(String executor, String host, String problem) {
    Map<String, String> message = new HashMap<>();
    message.put(EXECUTOR, executor);
    message.put(HOST, host);
    message.put(PROBLEM, problem);
    return message;
  }

  /** Hears of an executor that can use its GPUs, if the problem is empty, or of one that cannot. */
  synchronized void receive(Map<?, ?> message) {
    String executor = String.valueOf(message.get(EXECUTOR));
    String problem = String.valueOf(message.get(PROBLEM));
    if (problem.isEmpty()) {
      ready.add(executor);
      failures = 0;
      return;
    }
    failures++;
    String host = String.valueOf(message.get(HOST));
    if (said.add(host + problem)) {
      LOG.error(
          "Executor {} on {} ends, for it cannot use the GPU that is demanded: {}",
          executor,
          host,
          problem);
    }
    if (ready.isEmpty() && failures >= MOST_FAILURES) {
      endJobs(executor, host, problem);
    }
  }

  private void endJobs(String executor, String host, String problem) {
    String reason =
        "because no executor can use the GPU that is demanded; executor %s on %s: %s"
            .formatted(executor, host, problem);
    for (int job : context.statusTracker().getActiveJobIds()) {
      context.cancelJob(job, reason);
    }
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    synchronized (this) {
      ready.remove(event.executorId());
    }
  }
}
