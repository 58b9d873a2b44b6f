/**
 * Energies over DataFrames: features read from rows into batches, evaluated by a backend, and
 * joined to the rows again, partition by partition.
 */
package io.sparkenergy.sql;
