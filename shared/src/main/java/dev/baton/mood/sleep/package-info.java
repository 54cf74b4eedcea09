/** Sleep and circadian rhythm: from records of sleep to the 36 features of Lim et al. (npj Digital Medicine, 2024). */
@NullMarked
package dev.baton.mood.sleep;

import org.jspecify.annotations.NullMarked;
