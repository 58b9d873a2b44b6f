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
package io.sparkenergy.notebooks

import java.io.{ByteArrayOutputStream, OutputStreamWriter, PrintStream, PrintWriter}
import java.nio.charset.StandardCharsets.UTF_8

import scala.tools.nsc.Settings
import scala.tools.nsc.interpreter.Results

/** Scala line by line, as spark-shell and Zeppelin run it: what is defined is kept and echoed, and
  * closures travel as instances of the classes that the lines become.
  *
  * @param classPath
  *   what lines are compiled against
  */
final class ScalaRepl(classPath: String) extends AutoCloseable {
  private val bytes = new ByteArrayOutputStream
  private val stream = new PrintStream(bytes, true, UTF_8.name)
  private val interpreter = {
    val settings = new Settings(message => stream.println(message))
    settings.Yreplclassbased.value = true
    settings.classpath.value = classPath
    ScalaCompiler.open(settings, new PrintWriter(new OutputStreamWriter(stream, UTF_8), true))
  }

  /** Knows the classes of the lines; a Spark whose tasks run them must begin with it in context. */
  def classLoader: ClassLoader = interpreter.classLoader

  def bind(name: String, typeName: String, value: AnyRef): Unit =
    interpreter.beQuietDuring {
      require(
        interpreter.bind(name, typeName, value, List("@transient")) == Results.Success,
        s"$name cannot be bound: ${taken()}"
      )
    }

  /** Runs lines, and gives what they and the interpreter printed, with whether they ended well. */
  def run(lines: String): ScalaRepl.Outcome = {
    bytes.reset()
    val out = System.out
    System.setOut(stream)
    val result =
      try Console.withOut(stream)(interpreter.interpret(lines))
      finally System.setOut(out)
    result match {
      case Results.Success    => ScalaRepl.Outcome(succeeded = true, taken())
      case Results.Error      => ScalaRepl.Outcome(succeeded = false, taken())
      case Results.Incomplete => ScalaRepl.Outcome(succeeded = false, "the code ends too early")
    }
  }

  private def taken(): String = {
    stream.flush()
    val text = bytes.toString(UTF_8.name)
    bytes.reset()
    text
  }

  override def close(): Unit = interpreter.close()
}

object ScalaRepl {
  final case class Outcome(succeeded: Boolean, output: String)
}
