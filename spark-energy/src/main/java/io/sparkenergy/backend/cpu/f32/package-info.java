/**
 * Elementary functions in single precision: those of vectors, which need the module {@code
 * jdk.incubator.vector}, and plain ones for JVMs without it.
 *
 * <p>The vectors' functions are straight lines of multiplications and additions that HotSpot
 * inlines into the loop around them. It does so up to a size of the whole compilation: one or two
 * of them to a loop, not a formula of many.
 */
package io.sparkenergy.backend.cpu.f32;
