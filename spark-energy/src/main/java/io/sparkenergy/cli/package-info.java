/** The command line: energies over files, for spark-submit and for the launcher. */
package io.sparkenergy.cli;
