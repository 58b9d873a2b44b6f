/**
 * Energies in spark.ml: a transformer of any energy, estimators that fit one, the models that they
 * give, an evaluator for model selection, and how all of these are saved.
 */
package io.sparkenergy.ml;
