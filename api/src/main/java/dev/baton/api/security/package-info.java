/** Who asks: whose photos and jobs a request may see. */
@NullMarked
package dev.baton.api.security;

import org.jspecify.annotations.NullMarked;
