/** What holds for the packages of every module, as rules that its tests check. */
@NullMarked
package dev.baton.architecture;

import org.jspecify.annotations.NullMarked;
