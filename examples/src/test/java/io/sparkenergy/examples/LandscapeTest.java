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
package io.sparkenergy.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class LandscapeTest {
  private final SparkSession spark = SparkSession.builder().getOrCreate();

  private Landscape landscape(EnergyFunction energy) {
    return Landscape.of(
        SparkEnergy.evaluate(Landscape.grid(spark, -2, 2, -1, 3, 33), energy, "x", "y"));
  }

  @Test
  void theGridReachesItsCorners() {
    Row corners =
        Landscape.grid(spark, -2, 2, -1, 3, 33)
            .selectExpr("min(x)", "max(x)", "min(y)", "max(y)", "count(*)")
            .first();
    assertThat(corners.toString()).isEqualTo("[-2.0,2.0,-1.0,3.0,1089]");
  }

  @Test
  void theMapSaysWhatItShows() {
    // ½ (x² + y²), least at a point of the grid and most at (±2, 3).
    assertThat(landscape(HarmonicEnergy.of(1)))
        .hasToString("33 × 33 points, energies from 0.000 to 6.500");
  }

  @Test
  void theMapIsAnSvgElementAndTheSameEachTime() throws Exception {
    Landscape landscape = landscape(HarmonicEnergy.of(1));
    String svg = landscape.svg("harmonic");
    Element element =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getDocumentElement();
    assertThat(element.getTagName()).isEqualTo("svg");
    assertThat(svg).contains("fill:rgb(43,123,186)").contains("fill:rgb(255,255,217)");
    assertThat(landscape.svg("harmonic")).isEqualTo(svg);
  }

  @Test
  void aFlatEnergyIsOneBandWithoutArrows() throws Exception {
    String svg = landscape(HarmonicEnergy.of(1e-300)).svg("flat");
    assertThat(svg).contains("fill:rgb(43,123,186)");
    assertThat(landscape(EnergyFunction.define("none", x -> x.times(0.0).sum())).svg("none"))
        .contains("fill:rgb(43,123,186)")
        .doesNotContain("rgb(32,32,32)");
  }

  @Test
  void pointsThatAreNoGridAreRefused() {
    Dataset<Row> points =
        SparkEnergy.evaluate(
            Landscape.grid(spark, 0, 1, 0, 1, 4).where("x + y > 0"),
            HarmonicEnergy.of(1),
            "x",
            "y");
    assertThatThrownBy(() -> Landscape.of(points)).hasMessageContaining("found 15 points");
    assertThatThrownBy(() -> Landscape.grid(spark, 1, 0, 0, 1, 4))
        .hasMessageContaining("expected from < to");
  }

  @Test
  void energiesThatAreNoNumbersAreRefused() {
    EnergyFunction log = EnergyFunction.define("log", x -> x.log().sum());
    assertThatThrownBy(() -> landscape(log))
        .hasMessageContaining("energy at (-2.0, -1.0): found NaN");
  }
}
