/** Tells operators whether the API is alive, and whether what it depends on answers. */
@NullMarked
package dev.baton.api.operate;

import org.jspecify.annotations.NullMarked;
