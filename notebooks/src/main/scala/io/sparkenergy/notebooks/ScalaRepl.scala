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
  private val printed = new Capture
  private val echoed = new Capture
  private val interpreter = {
    val settings = new Settings(message => echoed.stream.println(message))
    settings.Yreplclassbased.value = true
    settings.classpath.value = classPath
    ScalaCompiler.open(
      settings,
      new PrintWriter(new OutputStreamWriter(echoed.stream, UTF_8), true)
    )
  }

  /** Knows the classes of the lines; a Spark whose tasks run them must begin with it in context. */
  def classLoader: ClassLoader = interpreter.classLoader

  def bind(name: String, typeName: String, value: AnyRef): Unit =
    interpreter.beQuietDuring {
      require(
        interpreter.bind(name, typeName, value, List("@transient")) == Results.Success,
        s"$name cannot be bound: ${echoed.taken()}"
      )
    }

  /** Runs lines, and gives what they printed, what the interpreter said, and whether they ended
    * well.
    */
  def run(lines: String): ScalaRepl.Outcome = {
    printed.taken()
    echoed.taken()
    val out = System.out
    System.setOut(printed.stream)
    val result =
      try Console.withOut(printed.stream)(interpreter.interpret(lines))
      finally System.setOut(out)
    result match {
      case Results.Success => ScalaRepl.Outcome(succeeded = true, printed.taken(), echoed.taken())
      case Results.Error   => ScalaRepl.Outcome(succeeded = false, printed.taken(), echoed.taken())
      case Results.Incomplete =>
        ScalaRepl.Outcome(succeeded = false, "", "the code ends too early")
    }
  }

  override def close(): Unit = interpreter.close()
}

object ScalaRepl {

  /** @param printed
    *   by the lines
    * @param echo
    *   the interpreter's: what was defined, or what is wrong
    */
  final case class Outcome(succeeded: Boolean, printed: String, echo: String)
}

private final class Capture {
  private val bytes = new ByteArrayOutputStream
  val stream = new PrintStream(bytes, true, UTF_8.name)

  /** What has come since it was last taken. */
  def taken(): String = {
    stream.flush()
    val text = bytes.toString(UTF_8.name)
    bytes.reset()
    text
  }
}
