/** Is an energy sound, on all of the data? Test and debug over whole DataFrames, in one pass. */
package io.sparkenergy.diagnostics;
