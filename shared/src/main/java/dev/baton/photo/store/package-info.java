/** Where the bytes of photos lie: in files, or in an S3-compatible store. */
@NullMarked
package dev.baton.photo.store;

import org.jspecify.annotations.NullMarked;
