/**
 * Runs Zeppelin notebooks without Zeppelin: reads and writes its files, and understands the
 * interpreters and the calls of {@code z} that the notebooks here use.
 */
package io.sparkenergy.notebooks;
