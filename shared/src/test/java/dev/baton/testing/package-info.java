/** What tests of every module share: where the real services are, and how to tell that they are not there. */
@NullMarked
package dev.baton.testing;

import org.jspecify.annotations.NullMarked;
