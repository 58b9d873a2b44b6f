/**
 * The checks of a test: differences of the energy against its score, and results against others.
 */
package io.sparkenergy.diagnostics.checks;
