/** JSON objects read field by field, so that every refusal names the field, and written again. */
package io.sparkenergy.json;
