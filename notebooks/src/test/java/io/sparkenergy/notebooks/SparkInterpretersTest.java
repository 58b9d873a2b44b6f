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
package io.sparkenergy.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SparkInterpretersTest {
  private static final SparkInterpreters SPARK = new SparkInterpreters();

  @AfterAll
  static void close() {
    SPARK.close();
  }

  @Test
  void codeThatDoesNotCompileIsRefusedWithTheCompilersWords() {
    assertThatThrownBy(() -> SPARK.scala("val b: Int = \"b\""))
        .isInstanceOf(ParagraphFailure.class)
        .hasMessageContaining("type mismatch");
    assertThatThrownBy(() -> SPARK.scala("def f(x: Int) = {"))
        .hasMessageContaining("the code ends too early");
  }

  @Test
  void whatIsThrownAndNotCaughtIsAFailure() throws ParagraphFailure {
    assertThat(SPARK.scala("try sys.error(\"no\") catch { case e: RuntimeException => }").text())
        .isEmpty();
    assertThatThrownBy(() -> SPARK.scala("require(1 > 2, \"one is less\")"))
        .hasMessageContaining("one is less");
  }

  @Test
  void tasksThatFailAreFailures() {
    assertThatThrownBy(
            () -> SPARK.scala("spark.range(2).map(x => { require(x < 1); x }).collect()"))
        .hasMessageContaining("requirement failed");
  }

  @Test
  void queriesThatFailAreFailures() {
    assertThatThrownBy(() -> SPARK.sql("SELECT missing FROM range(1)"))
        .isInstanceOf(ParagraphFailure.class)
        .hasMessageContaining("missing");
  }

  @Test
  void whatIsPrintedComesBeforeTheEcho() throws ParagraphFailure {
    Output output = SPARK.scala("val a = 1\nprintln(\"printed\")\nSystem.out.println(\"by Java\")");
    assertThat(output.printed()).isEqualTo("printed\nby Java\n");
    // Scala 2.13 says val before it.
    assertThat(output.echo()).matches("(val )?a: Int = 1\n");
    assertThat(output.text()).isEqualTo(output.printed() + output.echo());
  }

  @Test
  void whatWasPrintedBeforeAnErrorIsSaidWithIt() {
    assertThatThrownBy(() -> SPARK.scala("println(\"got here\")\nsys.error(\"and fell\")"))
        .hasMessageContainingAll("got here", "and fell");
  }

  @Test
  void settingsThatComeLateAreRefused() throws ParagraphFailure {
    SPARK.sql("SELECT 1");
    assertThatThrownBy(() -> SPARK.configure("spark.energy.batch.rows 7"))
        .hasMessageContaining("Spark runs already");
  }
}
