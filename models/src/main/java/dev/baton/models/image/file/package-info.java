/** What a photo's file says of its picture, read without decoding it: size, orientation, and how much of it is there. */
@NullMarked
package dev.baton.models.image.file;

import org.jspecify.annotations.NullMarked;
