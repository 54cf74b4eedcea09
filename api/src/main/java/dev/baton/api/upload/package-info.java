/** Takes photos in: looks at every file before any of them is kept. */
@NullMarked
package dev.baton.api.upload;

import org.jspecify.annotations.NullMarked;
