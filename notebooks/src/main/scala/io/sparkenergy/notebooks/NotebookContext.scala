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

import java.util.{LinkedHashMap, List => JavaList, Map => JavaMap}

import io.sparkenergy.shims.CollectionConverters._
import org.apache.spark.sql.{Dataset, Row}

/** What notebooks call `z`, as far as ours use it.
  *
  * A form has the value that is stored with its paragraph, or its default where none is.
  */
final class NotebookContext {
  private val values = new LinkedHashMap[String, Any]
  private var chosen: JavaMap[String, String] = new LinkedHashMap
  private var shown = new LinkedHashMap[String, NotebookContext.Form]

  /** Begins a paragraph, with the values of its forms. */
  def begin(params: JavaMap[String, String]): Unit = {
    chosen = params
    shown = new LinkedHashMap
  }

  /** The forms that the paragraph has shown. */
  def forms: JavaMap[String, NotebookContext.Form] = shown

  /** Prints a DataFrame as Zeppelin's table, other things as text. */
  def show(value: Any, mostRows: Int = NotebookContext.MostRows): Unit = value match {
    case rows: Dataset[_] => print(table(rows.toDF(), mostRows))
    case other            => print(other)
  }

  /** The table of a DataFrame, in the form that Zeppelin's display system reads. */
  def table(df: Dataset[Row], mostRows: Int): String = {
    val columns = df.columns
    if (columns.isEmpty) {
      return ""
    }
    val rows = df.takeAsList(mostRows + 1).asScala.toList
    val text = new StringBuilder("\n%table ")
    text.append(columns.map(cell).mkString("\t")).append('\n')
    rows.take(mostRows).foreach(row => text.append(row.toSeq.map(cell).mkString("\t")).append('\n'))
    if (rows.length > mostRows) {
      text.append(s"\n%text The first $mostRows rows.\n")
    }
    text.append("\n%text ").toString
  }

  private def cell(value: Any): String =
    String.valueOf(value).replaceAll("\\r?\\n", " ").replace('\t', ' ')

  def input(name: String): Any = input(name, "")

  def input(name: String, default: Any): Any = textbox(name, default)

  def textbox(name: String, default: Any): Any = {
    shown.put(name, NotebookContext.Form("TextBox", name, default, List.empty[String].asJava))
    value(name, default)
  }

  /** The first option, where nothing is chosen. */
  def select(name: String, options: Seq[(Any, String)]): Any =
    select(name, options.head._1, options)

  /** @param options of a value and what stands for it on the screen */
  def select(name: String, default: Any, options: Seq[(Any, String)]): Any = {
    val labels = options.map(option => s"${option._1}\t${option._2}").toList.asJava
    shown.put(name, NotebookContext.Form("Select", name, default, labels))
    value(name, default)
  }

  private def value(name: String, default: Any): Any =
    if (chosen.containsKey(name)) chosen.get(name) else default

  def put(name: String, value: Any): Unit = {
    values.put(name, value)
    ()
  }

  def get(name: String): Any = {
    require(values.containsKey(name), s"z.get: nothing was put as $name")
    values.get(name)
  }
}

object NotebookContext {
  val MostRows = 1000

  /** @param options value and label with a tab between */
  final case class Form(kind: String, name: String, byDefault: Any, options: JavaList[String])
}
