/** Jobs on real data, each a main class with {@code --help}. */
package io.sparkenergy.examples;
