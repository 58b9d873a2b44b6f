/**
 * What an energy is made of: a small graph per row. A closed set of operators ({@link
 * io.sparkenergy.expression.Operator}, one row each), derivatives by the graph's own means ({@link
 * io.sparkenergy.expression.Gradient}), simplification, and the flat {@link
 * io.sparkenergy.expression.Program} that backends run over a batch. Knows neither arrays nor
 * Spark.
 */
package io.sparkenergy.expression;
