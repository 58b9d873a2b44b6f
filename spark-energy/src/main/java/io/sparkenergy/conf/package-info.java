/** Configuration entries, declared once: key, default, meaning. */
package io.sparkenergy.conf;
