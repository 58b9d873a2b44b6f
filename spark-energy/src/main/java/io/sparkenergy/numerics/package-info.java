/** The numerics that energies are built with: factorisation and moments, in float64. */
package io.sparkenergy.numerics;
