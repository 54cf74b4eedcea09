/**
 * What an application needs to send tasks: {@link dev.baton.client.Tasks} sends them, a {@link dev.baton.client.TaskHandle} stands for one of
 * them, and a {@link dev.baton.client.TaskException} says why there is no result. With {@code dev.baton.task} a sender needs no other package.
 */
@NullMarked
package dev.baton.client;

import org.jspecify.annotations.NullMarked;
