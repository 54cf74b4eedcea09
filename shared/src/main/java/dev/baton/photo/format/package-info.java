/** Tells from its bytes whether a file is a photo that Baton takes, without decoding it. */
@NullMarked
package dev.baton.photo.format;

import org.jspecify.annotations.NullMarked;
