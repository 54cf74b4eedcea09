/** Photos: decoding bytes into pixels behind one gate, and regions within them. */
@NullMarked
package dev.baton.models.image;

import org.jspecify.annotations.NullMarked;
