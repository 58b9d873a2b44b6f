/** What tests and debugging found: records that print themselves, as text, JSON and DataFrames. */
package io.sparkenergy.diagnostics.report;
