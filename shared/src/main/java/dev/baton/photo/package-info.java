/** Photos: what one is, where its bytes lie, and what the photo tasks take and give. */
@NullMarked
package dev.baton.photo;

import org.jspecify.annotations.NullMarked;
