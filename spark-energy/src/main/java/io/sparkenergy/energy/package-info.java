/**
 * The catalogue of energies: what each computes, its parameters, its JSON. An energy is data, one
 * class a type, defined once as an expression over a row; gradient, JSON, serialisation and every
 * backend follow from that. Arrays appear only where a user hands over a batch by hand.
 */
package io.sparkenergy.energy;
