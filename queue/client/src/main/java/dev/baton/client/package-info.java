/** What an application needs to send tasks, put together. */
@NullMarked
package dev.baton.client;

import org.jspecify.annotations.NullMarked;
