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
package io.sparkenergy.energy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cpu.CpuBackend;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.SingleOperators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;

/** Texts with anything wrong with them: an {@link EnergyException}, or an energy that runs. */
class JsonFuzzTest {
  private static final int TEXTS = 8_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<Quantity> BOTH = EnumSet.of(Quantity.ENERGY, Quantity.SCORE);

  /** The most numbers a row of what is evaluated here. */
  private static final int EVALUATED = 1 << 12;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+\\.[0-9]+(E-?[0-9]+)?");

  private static final List<String> VALUES =
      List.of(
          "0",
          "-1",
          "1",
          "2",
          "3",
          "1e308",
          "-1e308",
          "4.9e-324",
          "1e999",
          "2147483647",
          "2147483648",
          "-2147483648",
          "9223372036854775808",
          "16777216",
          "null",
          "true",
          "\"\"",
          "[]",
          "{}",
          "[[]]",
          "[0]",
          "[0,1]",
          "[[1,0],[0,1]]",
          "\"d\"",
          "\"d+1\"",
          "\"d-1\"",
          "\"d-9\"",
          "\"d+16777216\"",
          "\"d-2147483648\"",
          "\"3\"",
          "\"min\"",
          "\"input\"");

  private static List<String> sound() {
    return Stream.concat(
            EnergyCatalogue.all().values().stream(), SingleOperators.named().map(Named::getPayload))
        .map(Energies::toJson)
        .toList();
  }

  @Test
  void mutatedTextsGiveAnErrorOrAnEnergyThatRuns() throws JsonProcessingException {
    Random random = new Random(20251125);
    List<String> sound = sound();
    int refused = 0;
    int evaluated = 0;
    for (int i = 0; i < TEXTS; i++) {
      String text = sound.get(random.nextInt(sound.size()));
      if (random.nextInt(3) == 0) {
        text = otherNumber(text, random);
      } else {
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
          text = random.nextInt(4) == 0 ? mutatedText(text, random) : mutatedTree(text, random);
        }
      }
      try {
        if (evaluates(Energies.fromJson(text))) {
          evaluated++;
        }
      } catch (EnergyException e) {
        assertThat(e.getMessage()).startsWith("[ENERGY_");
        refused++;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError("mutation " + i + ": " + text, e);
      }
    }
    // Neither half of the claim is empty.
    assertThat(refused).isGreaterThan(TEXTS / 10);
    assertThat(evaluated).isGreaterThan(TEXTS / 10);
  }

  private static boolean evaluates(EnergyFunction energy) {
    int d = Math.max(2, energy.minimumDimension());
    if (energy.program(BOTH, d).numbersPerRow() > EVALUATED || !energy.rowFunctions().isEmpty()) {
      return false;
    }
    try (BatchEvaluator evaluator =
        new CpuBackend().open(energy, d, BOTH, Precision.DOUBLE, new BatchSize(3, 1L << 20))) {
      Arrays.fill(evaluator.batch().features(), 0, 3 * d, 0.5);
      evaluator.evaluate(3);
      assertThat(evaluator.batch().energies()[1]).isEqualTo(evaluator.batch().energies()[0]);
    }
    return true;
  }

  private static String mutatedText(String text, Random random) {
    if (text.isEmpty()) {
      return "{";
    }
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + random.nextInt(20));
    String inserted = VALUES.get(random.nextInt(VALUES.size()));
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(end);
      case 2 -> text.substring(0, end) + text.substring(at);
      case 3 -> text.substring(0, at) + inserted + text.substring(end);
      default ->
          text.substring(0, at)
              + "0123456789-[]{},\":.eE\\\u0000".charAt(random.nextInt(23))
              + text.substring(at + 1);
    };
  }

  private static String otherNumber(String text, Random random) {
    List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
    if (numbers.isEmpty()) {
      return text;
    }
    MatchResult number = numbers.get(random.nextInt(numbers.size()));
    double other =
        random.nextBoolean() ? random.nextGaussian() : Math.scalb(1.0, random.nextInt(2000) - 999);
    return text.substring(0, number.start()) + other + text.substring(number.end());
  }

  /** A value in another's place, an element once more or no more, another operator. */
  private static String mutatedTree(String text, Random random) throws JsonProcessingException {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return text;
    }
    List<JsonNode> parents = new ArrayList<>();
    collect(root, parents);
    if (parents.isEmpty()) {
      return text;
    }
    JsonNode parent = parents.get(random.nextInt(parents.size()));
    JsonNode value =
        random.nextBoolean()
            ? JSON.readTree(VALUES.get(random.nextInt(VALUES.size())))
            : parents.get(random.nextInt(parents.size())).deepCopy();
    if (parent instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (name.equals("op") && random.nextInt(3) > 0) {
        Operator[] all = Operator.values();
        object.put(name, all[random.nextInt(all.length)].symbol());
      } else if (random.nextInt(5) == 0) {
        object.remove(name);
      } else if (random.nextInt(3) == 0 && object.get(name).isNumber()) {
        object.put(name, random.nextInt(9) - 3);
      } else {
        object.set(name, value);
      }
    } else if (parent instanceof ArrayNode array) {
      int at = random.nextInt(array.size());
      switch (random.nextInt(4)) {
        case 0 -> array.remove(at);
        case 1 -> array.insert(at, array.get(random.nextInt(array.size())).deepCopy());
        case 2 -> array.set(at, JSON.getNodeFactory().numberNode(random.nextInt(7) - 2));
        default -> array.set(at, value);
      }
    }
    return root.toString();
  }

  private static void collect(JsonNode node, List<JsonNode> parents) {
    if (node.isContainerNode() && !node.isEmpty()) {
      parents.add(node);
    }
    node.forEach(child -> collect(child, parents));
  }
}
