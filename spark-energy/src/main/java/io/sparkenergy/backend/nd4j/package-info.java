/**
 * The reference backend: one interpreter over ND4J operations for every operator, on whichever ND4J
 * backend is on the classpath. Every output is allocated before the first batch.
 */
package io.sparkenergy.backend.nd4j;
