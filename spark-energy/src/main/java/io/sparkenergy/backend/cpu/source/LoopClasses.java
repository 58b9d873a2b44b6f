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
package io.sparkenergy.backend.cpu.source;

import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles generated loops with Janino, which Spark brings for its own generated code, once for
 * each text in a JVM.
 */
public final class LoopClasses {
  private static final Logger LOG = LoggerFactory.getLogger(LoopClasses.class);

  /** The most classes that are kept; the one unused for longest goes first. */
  private static final int MAX_CLASSES = 1000;

  private static final Map<String, Object> LOOPS =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
          return size() > MAX_CLASSES;
        }
      };

  private LoopClasses() {}

  /** An object of the text's class; it holds no state, and all that run the same text share it. */
  public static <L> L instance(Class<L> type, String text) {
    synchronized (LOOPS) {
      return type.cast(LOOPS.computeIfAbsent(text, LoopClasses::compile));
    }
  }

  private static Object compile(String text) {
    LOG.debug("Compiling a loop:\n{}", text);
    try {
      SimpleCompiler compiler = new SimpleCompiler();
      compiler.setParentClassLoader(LoopClasses.class.getClassLoader());
      compiler.cook(text);
      return compiler
          .getClassLoader()
          .loadClass(Dialect.CLASS_NAME)
          .getDeclaredConstructor()
          .newInstance();
    } catch (CompileException | ReflectiveOperationException e) {
      throw new IllegalStateException("a generated loop does not compile:\n" + text, e);
    }
  }
}
