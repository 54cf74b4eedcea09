/** A newsletter whose work is done by tasks. */
@NullMarked
package com.example.newsletter;

import org.jspecify.annotations.NullMarked;
