/** The job that tests submit to a cluster. */
package io.sparkenergy.bundle.job;
