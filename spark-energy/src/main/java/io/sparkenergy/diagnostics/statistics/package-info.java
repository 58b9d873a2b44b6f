/** One-pass statistics that merge from partition to partition, and what they come to. */
package io.sparkenergy.diagnostics.statistics;
