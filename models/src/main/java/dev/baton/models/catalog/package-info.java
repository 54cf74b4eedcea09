/** Model packs: what their manifests say, and the verified files of those that are installed. */
@NullMarked
package dev.baton.models.catalog;

import org.jspecify.annotations.NullMarked;
