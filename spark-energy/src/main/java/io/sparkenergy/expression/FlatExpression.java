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
package io.sparkenergy.expression;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import io.sparkenergy.json.JsonText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An expression as a list of nodes, inputs by their place in the list and the result last: the form
 * that travels and is stored. Serialised by Java it is the binary form; {@link #toJson} is the
 * text. An expression of any depth has it.
 */
public final class FlatExpression implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Operator[] operators;
  private final Attribute[] attributes;
  private final int[][] inputs;

  private FlatExpression(Operator[] operators, Attribute[] attributes, int[][] inputs) {
    this.operators = operators;
    this.attributes = attributes;
    this.inputs = inputs;
  }

  public static FlatExpression of(Expression expression) {
    List<Expression> nodes = Graph.topological(List.of(Simplifier.simplify(expression)));
    Map<Expression, Integer> places = new HashMap<>();
    nodes.forEach(node -> places.put(node, places.size()));
    return new FlatExpression(
        nodes.stream().map(Expression::operator).toArray(Operator[]::new),
        nodes.stream().map(Expression::attribute).toArray(Attribute[]::new),
        nodes.stream()
            .map(node -> node.inputs().stream().mapToInt(places::get).toArray())
            .toArray(int[][]::new));
  }

  /** The expression again. */
  public Expression toExpression() {
    List<Expression> nodes = new ArrayList<>(operators.length);
    for (int i = 0; i < operators.length; i++) {
      nodes.add(
          Expression.node(
              operators[i], attributes[i], Arrays.stream(inputs[i]).mapToObj(nodes::get).toList()));
    }
    return nodes.get(nodes.size() - 1);
  }

  /** The number of nodes. */
  public int size() {
    return operators.length;
  }

  /**
   * One JSON object a node: {@code op}, {@code in}, and what the node holds.
   *
   * @throws EnergyException if a node is a Java object, or there are more than {@link
   *     ExpressionLimits#NODES}
   */
  public List<FieldWriter> toJson() {
    if (operators.length > ExpressionLimits.NODES) {
      throw EnergyException.of(
          ErrorCondition.NO_JSON_FORM,
          "energy",
          "expression",
          "reason",
          "it has " + operators.length + " nodes, JSON takes up to " + ExpressionLimits.NODES);
    }
    List<FieldWriter> nodes = new ArrayList<>(operators.length);
    for (int i = 0; i < operators.length; i++) {
      FieldWriter node = JsonText.write().text("op", operators[i].symbol());
      if (inputs[i].length > 0) {
        node.integers("in", inputs[i]);
      }
      writeAttribute(attributes[i], node);
      nodes.add(node);
    }
    return nodes;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws EnergyException naming the field that does not fit
   */
  public static FlatExpression fromJson(String field, List<FieldReader> nodes) {
    if (nodes.isEmpty()) {
      throw EnergyException.invalidParameter(field, "no nodes", "one or more");
    }
    int count = nodes.size();
    if (count > ExpressionLimits.NODES) {
      throw EnergyException.invalidParameter(
          field, count + " nodes", "at most " + ExpressionLimits.NODES);
    }
    FlatExpression flat =
        new FlatExpression(new Operator[count], new Attribute[count], new int[count][]);
    int[] nested = new int[count];
    for (int i = 0; i < count; i++) {
      FieldReader node = nodes.get(i);
      flat.operators[i] = operator(node);
      flat.inputs[i] = node.has("in") ? node.integers("in") : new int[0];
      for (int input : flat.inputs[i]) {
        if (input < 0 || input >= i) {
          throw EnergyException.invalidParameter(
              node.path("in"), input, "the place of an earlier node");
        }
        nested[i] = Math.max(nested[i], nested[input]);
      }
      if (flat.operators[i] == Operator.TERM || flat.operators[i] == Operator.CLIP) {
        nested[i]++;
      }
      if (nested[i] > ExpressionLimits.NESTED_TERMS) {
        throw EnergyException.invalidParameter(
            node.path("op"),
            "the innermost of " + nested[i] + " terms in one another",
            "at most " + ExpressionLimits.NESTED_TERMS);
      }
      flat.attributes[i] = readAttribute(flat.operators[i], node);
      node.close();
    }
    return flat;
  }

  private static Operator operator(FieldReader node) {
    String symbol = node.text("op");
    return Arrays.stream(Operator.values())
        .filter(operator -> operator.symbol().equals(symbol.toLowerCase(Locale.ROOT)))
        .filter(operator -> operator != Operator.DIRECTION)
        .findFirst()
        .orElseThrow(
            () -> EnergyException.invalidParameter(node.path("op"), symbol, "an operator"));
  }

  private static void writeAttribute(Attribute attribute, FieldWriter node) {
    if (attribute instanceof Attribute.Literal number) {
      node.number("value", number.value());
    } else if (attribute instanceof Attribute.Numbers numbers) {
      node.numbers("values", numbers.values().toArray());
    } else if (attribute instanceof Attribute.Extent extent) {
      node.text("length", extent.length().toString());
    } else if (attribute instanceof Attribute.Index index) {
      node.integer("index", index.index());
    } else if (attribute instanceof Attribute.Window window) {
      node.text("start", window.start().toString()).text("length", window.length().toString());
    } else if (attribute instanceof Attribute.LinearMap map) {
      node.matrix("W", map.matrix().toRows()).flag("transposed", map.transposed());
    } else if (attribute instanceof Attribute.Leaf leaf) {
      throw noJson(leaf.function().name());
    }
  }

  private static Attribute readAttribute(Operator operator, FieldReader node) {
    return switch (operator) {
      case CONSTANT, POWER, CLIP -> new Attribute.Literal(node.number("value"));
      case PARAMETER -> new Attribute.Numbers(ParameterVector.of(node.numbers("values")));
      case INPUT, DIRECTION, SIZE, BROADCAST -> new Attribute.Extent(dim(node, "length"));
      case ELEMENT -> new Attribute.Index(node.integer("index"));
      case SLICE, PAD -> new Attribute.Window(dim(node, "start"), dim(node, "length"));
      case LINEAR ->
          new Attribute.LinearMap(Matrix.of(node.matrix("W")), node.flag("transposed", false));
      case LEAF, LEAF_GRADIENT -> throw noJson(node.path("op"));
      default -> Attribute.NONE;
    };
  }

  private static Dim dim(FieldReader node, String field) {
    String text = node.scalarText(field);
    try {
      Dim dim = Dim.parse(text);
      if (Math.abs((long) dim.offset()) <= ExpressionLimits.VECTOR_LENGTH) {
        return dim;
      }
    } catch (NumberFormatException e) {
      // As what is too large.
    }
    throw EnergyException.invalidParameter(
        node.path(field), text, "a number up to " + ExpressionLimits.VECTOR_LENGTH + ", d, or d-1");
  }

  private static EnergyException noJson(String name) {
    return EnergyException.of(
        ErrorCondition.NO_JSON_FORM,
        "energy",
        name,
        "reason",
        "it is a Java object, not an expression; it travels by Java serialisation");
  }
}
