/** Installation of model packs: pinned, resumed, atomic downloads into the model directory. */
@NullMarked
package dev.baton.models.install;

import org.jspecify.annotations.NullMarked;
