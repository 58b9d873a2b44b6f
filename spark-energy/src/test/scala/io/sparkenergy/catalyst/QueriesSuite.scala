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
package io.sparkenergy.catalyst

/** Queries that must be right: each as answer, against the row-by-row way, and as plan. */
class QueriesSuite extends QueryTestBase {
  private def query(name: String, sql: String, operators: Int, rowByRow: Int = 0): Unit =
    test(name) { check(sql, operators, rowByRow) }

  query("projection", "SELECT id, energy('gauss', x) FROM points", 1)
  query(
    "energy and score in one pass",
    "SELECT energy('gauss', x), energy_score('gauss', x) FROM points",
    1
  )
  query("both as a struct", "SELECT id, energy_and_score('gauss', x) AS b FROM points", 1)
  query(
    "a field of both",
    "SELECT energy_and_score('gauss', x).energy + 1, energy_and_score('wells', x).score FROM points",
    1
  )
  query(
    "several models",
    "SELECT energy('bowl', x), energy('wells', x), energy('gauss', x) FROM points",
    1
  )
  query(
    "the same model twice",
    "SELECT energy('bowl', x) AS e, 2 * energy('bowl', x) AS f FROM points",
    1
  )
  query(
    "one model over two columns",
    "SELECT energy('bowl', x), energy('bowl', array(a, b)) FROM points",
    1
  )
  query(
    "inline JSON",
    """SELECT energy('{"type": "sin2", "scale": 3}', x) AS e FROM points""",
    1
  )
  query("single precision", "SELECT energy('gauss', x, 'float') AS e FROM few", 1)
  query(
    "settings of one call beside those of the session",
    "SELECT energy('gauss', x, map('precision', 'float', 'batch.rows', 3)) AS e, energy('gauss', x) AS f FROM few",
    1
  )

  query("a filter", "SELECT id FROM points WHERE energy('bowl', x) < 2", 1)
  query(
    "a filter of cheap and costly conditions",
    "SELECT id FROM points WHERE energy('bowl', x) < 4 AND id > 50 AND energy('wells', x) > 1",
    1
  )
  query(
    "a filter on an alias computes once",
    "SELECT * FROM (SELECT id, energy('bowl', x) AS e FROM points) WHERE e < 3",
    1
  )
  query(
    "a filter on an alias of computed features computes once",
    "SELECT * FROM (SELECT id, energy('bowl', array(a, b)) AS e FROM points) WHERE e < 30",
    1
  )
  query(
    "a filter on energy, and the score of what is left",
    "SELECT id, energy_score('gauss', x) FROM points WHERE energy('gauss', x) < 1",
    2
  )
  query("a disjunction", "SELECT id FROM points WHERE id < 10 OR energy('bowl', x) < 2", 1)
  query(
    "negation and null tests",
    "SELECT id FROM points WHERE NOT energy('bowl', x) < 2 OR energy('bowl', x) IS NULL",
    1
  )

  query(
    "order and limit",
    "SELECT id, energy('bowl', x) AS e FROM points WHERE x IS NOT NULL ORDER BY e, id LIMIT 7",
    1
  )
  query(
    "order by what is not selected",
    "SELECT id FROM points ORDER BY energy('gauss', x) NULLS LAST, id LIMIT 5",
    1
  )
  query("order without limit", "SELECT id FROM points ORDER BY energy('gauss', x), id", 1)
  query(
    "limit and offset",
    "SELECT id, energy('bowl', x) FROM points ORDER BY id LIMIT 5 OFFSET 3",
    1
  )

  query(
    "aggregates of energies",
    """SELECT grp, min(energy('gauss', x)), avg(energy('gauss', x)), percentile(energy('gauss', x), 0.5),
      |count(energy('gauss', x)) FROM points GROUP BY grp""".stripMargin,
    1
  )
  query("a global aggregate", "SELECT sum(energy('wells', x)), count(*) FROM points", 1)
  query(
    "an aggregate with a filter",
    "SELECT sum(energy('bowl', x)) FILTER (WHERE id > 20) FROM points",
    1
  )
  query(
    "grouping by energy",
    "SELECT floor(energy('bowl', x)) AS bin, count(*) FROM points GROUP BY 1",
    1
  )
  query(
    "energy of aggregates",
    "SELECT grp, energy('bowl', array(avg(a), max(b))) AS e FROM points GROUP BY grp",
    1
  )
  query(
    "energy of aggregates of energies",
    "SELECT grp, energy('bowl', array(avg(energy('wells', x)), grp)) AS e FROM points GROUP BY grp",
    2
  )
  query("having", "SELECT grp FROM points GROUP BY grp HAVING avg(energy('gauss', x)) < 1", 1)
  query(
    "having energy of an aggregate",
    "SELECT grp FROM points GROUP BY grp HAVING energy('bowl', array(avg(a))) > 98",
    1
  )
  query(
    "count distinct",
    "SELECT count(DISTINCT energy('bowl', x)), count(DISTINCT id) FROM points",
    1
  )
  query("rollup", "SELECT grp, avg(energy('bowl', x)) FROM points GROUP BY ROLLUP (grp)", 1)
  query("distinct", "SELECT DISTINCT floor(energy('bowl', x)) FROM points", 1)
  query(
    "union",
    "SELECT energy('bowl', x) FROM points UNION ALL SELECT energy('wells', x) FROM few",
    2
  )
  query(
    "except",
    "SELECT floor(energy('bowl', x)) FROM points EXCEPT SELECT floor(energy('wells', x)) FROM few",
    2
  )

  query(
    "a join with energy of one side",
    "SELECT p.id, f.id FROM points p JOIN few f ON p.grp = f.grp AND energy('bowl', f.x) < 3",
    1
  )
  query(
    "a join on an energy as key",
    "SELECT p.id, f.id FROM points p JOIN few f ON p.id = floor(energy('bowl', f.x))",
    1
  )
  query(
    "a filtered side whose energy is selected above the join",
    "SELECT p.id, energy('bowl', p.x) FROM points p JOIN few f ON p.grp = f.grp WHERE energy('bowl', p.x) < 2",
    1
  )
  query(
    "a join with energy across both sides",
    "SELECT p.id, f.id FROM points p JOIN few f ON p.grp = f.grp AND energy('bowl', array(p.a, f.b)) < 30",
    1
  )
  query(
    "a join with nothing but energy across both sides",
    "SELECT p.id, f.id FROM points p JOIN few f ON energy('bowl', array(p.a, f.b)) < 3",
    1
  )
  query(
    "a left outer join with energy of the right side",
    "SELECT p.id, f.id FROM points p LEFT JOIN few f ON p.grp = f.grp AND energy('bowl', f.x) < 3",
    1
  )
  query(
    "a left outer join with energy of the left side",
    "SELECT p.id, f.id FROM points p LEFT JOIN few f ON p.grp = f.grp AND energy('bowl', p.x) < 3",
    1
  )
  query(
    "a left outer join with energy across both sides",
    "SELECT p.id, f.id FROM points p LEFT JOIN few f ON p.grp = f.grp AND energy('bowl', array(p.a, f.b)) < 30",
    0,
    1
  )
  query(
    "a full outer join with energy across both sides",
    "SELECT p.id, f.id FROM points p FULL JOIN few f ON p.grp = f.grp AND energy('bowl', array(p.a, f.b)) < 30",
    0,
    1
  )
  query(
    "energy above a left outer join",
    "SELECT p.id, energy('bowl', f.x) FROM points p LEFT JOIN few f ON p.id = f.id",
    1
  )
  query(
    "a self join",
    "SELECT l.id, r.id FROM (SELECT id, energy('bowl', x) AS e FROM points) l JOIN (SELECT id, energy('bowl', x) AS e FROM points) r ON l.e = r.e",
    2
  )
  query(
    "a semi join",
    "SELECT p.id FROM points p LEFT SEMI JOIN few f ON p.grp = f.grp AND energy('bowl', f.x) < 2",
    1
  )

  query(
    "a scalar subquery",
    "SELECT id FROM points WHERE energy('gauss', x) < (SELECT avg(energy('gauss', x)) FROM few)",
    2
  )
  query(
    "a correlated scalar subquery",
    "SELECT id, (SELECT max(energy('bowl', f.x)) FROM few f WHERE f.grp = p.grp) AS m FROM points p",
    1
  )
  query(
    "exists",
    "SELECT id FROM points p WHERE EXISTS (SELECT 1 FROM few f WHERE f.grp = p.grp AND energy('bowl', f.x) < 2)",
    1
  )
  query(
    "not exists with energy across both sides",
    "SELECT id FROM points p WHERE NOT EXISTS (SELECT 1 FROM few f WHERE f.grp = p.grp AND energy('bowl', array(p.a, f.b)) < 30)",
    0,
    1
  )
  query(
    "in a subquery",
    "SELECT id FROM points WHERE floor(energy('bowl', x)) IN (SELECT floor(energy('wells', x)) FROM few)",
    2
  )
  query(
    "a common table used twice",
    "WITH e AS (SELECT id, energy('bowl', x) AS e FROM points) SELECT count(*) FROM e WHERE e > (SELECT avg(e) FROM e)",
    2
  )

  query(
    "a window",
    "SELECT id, rank() OVER (PARTITION BY grp ORDER BY energy('bowl', x), id) AS r, avg(energy('bowl', x)) OVER (PARTITION BY grp) AS m FROM points",
    1
  )
  query(
    "the best of each group",
    "SELECT * FROM (SELECT id, row_number() OVER (PARTITION BY grp ORDER BY energy('gauss', x), id) AS r FROM points) WHERE r <= 2",
    1
  )

  query(
    "a guard by CASE",
    "SELECT id, CASE WHEN size(x) = 3 THEN energy('gauss', x) ELSE -1 END AS e FROM ragged",
    1
  )
  query("a guard by IF", "SELECT id, IF(size(x) <> 3, 0D, energy('gauss', x)) AS e FROM ragged", 1)
  query("a guard by AND", "SELECT id, size(x) = 3 AND energy('gauss', x) < 2 AS e FROM ragged", 1)
  query("a guard by OR", "SELECT id, size(x) <> 3 OR energy('gauss', x) < 2 AS e FROM ragged", 1)
  query(
    "a guard by a condition of the same filter",
    "SELECT id FROM ragged WHERE size(x) = 3 AND energy('gauss', x) < 20",
    1
  )
  query(
    "a guard by an aggregate's filter",
    "SELECT sum(energy('gauss', x)) FILTER (WHERE size(x) = 3) FROM ragged",
    1
  )
  query(
    "a guard on another energy",
    "SELECT id, CASE WHEN energy('bowl', x) < 2 THEN energy_score('wells', x) END FROM points",
    2
  )
  query(
    "coalesce",
    "SELECT id, coalesce(energy('bowl', x), energy('wells', array(a, b))) FROM points",
    2
  )
  query(
    "a branch whose call is made anyway",
    "SELECT energy('bowl', x), IF(id > 9, energy('bowl', x), 0) FROM points",
    1
  )
  query("dimensions of every kind", "SELECT id, energy('bowl', x) FROM ragged WHERE size(x) > 0", 1)

  query("a lambda", "SELECT id, transform(xs, p -> energy('bowl', p)) AS e FROM points", 0, 1)
  query("nested calls", "SELECT id, energy('bowl', energy_score('wells', x)) AS e FROM points", 2)
  query(
    "a generator",
    "SELECT id, g FROM points LATERAL VIEW explode(energy_score('wells', x)) t AS g",
    1
  )
  query("features from struct fields", "SELECT s.id, energy('gauss', s.x) FROM points", 1)
  query(
    "ML vectors, dense, sparse and null",
    "SELECT id, energy_and_score('gauss', v) FROM vectors",
    1
  )
  query("random features", "SELECT id, energy('bowl', array(rand(3), rand(4))) FROM points", 1)
  query(
    "random features of one call each",
    "SELECT energy('bowl', array(rand(3))), energy('bowl', array(rand(3))) FROM points",
    1
  )
  query("empty partitions", "SELECT id, energy('bowl', array(id, 1)) FROM range(0, 3, 1, 8)", 1)
  query("no rows", "SELECT id, energy('gauss', x) FROM points WHERE id < 0", 1)
  query("one row", "SELECT id, energy('gauss', x) FROM points WHERE id = 3", 1)
  query(
    "repartition by energy",
    "SELECT /*+ REPARTITION(3, e) */ * FROM (SELECT id, energy('bowl', x) AS e FROM points)",
    1
  )
  query(
    "floats, integers and decimals",
    "SELECT energy('bowl', array(float(a), float(b))), energy('bowl', array(id, grp)), energy('bowl', array(1.5, 2.25)) FROM points",
    1
  )
  query(
    "a local table",
    "SELECT k, energy('bowl', array(double(k), 1D)) FROM VALUES (1), (2), (3) AS t(k)",
    1
  )
  query("constants are folded", "SELECT id, energy('bowl', array(1D, 2D)) FROM few", 0)
  query(
    "null features",
    "SELECT energy('bowl', null), energy_score('bowl', cast(null AS array<double>))",
    0
  )
}
