/** The description of the API (OpenAPI), which is written from the controllers and their comments. */
@NullMarked
package dev.baton.api.description;

import org.jspecify.annotations.NullMarked;
