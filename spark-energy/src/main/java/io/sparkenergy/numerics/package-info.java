/**
 * The numerics that energies are built with: factorisation, moments and distributions in float64,
 * and the number formats of files.
 */
package io.sparkenergy.numerics;
