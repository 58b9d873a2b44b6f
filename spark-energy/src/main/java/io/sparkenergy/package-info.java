/** The way in: energies over DataFrames. */
package io.sparkenergy;
