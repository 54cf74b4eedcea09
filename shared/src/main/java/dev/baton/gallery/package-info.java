/** What is known of photos, faces and bibs, and which tasks have finished: PostgreSQL with pgvector. */
@NullMarked
package dev.baton.gallery;

import org.jspecify.annotations.NullMarked;
