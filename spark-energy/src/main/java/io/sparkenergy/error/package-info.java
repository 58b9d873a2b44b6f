/** What the library refuses, and how it says so: one table of conditions, one exception. */
package io.sparkenergy.error;
