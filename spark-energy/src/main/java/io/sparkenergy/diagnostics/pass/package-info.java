/**
 * One pass over a DataFrame: rows are read, parted into those that fit the energy and those that do
 * not, and evaluated in batches; each partition comes to one mergeable value.
 */
package io.sparkenergy.diagnostics.pass;
