/**
 * Backends run a program over a batch of rows. This package says what a backend is and chooses one;
 * each backend has a package below.
 */
package io.sparkenergy.backend;
