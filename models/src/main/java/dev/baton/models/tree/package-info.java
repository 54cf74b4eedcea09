/** Tree ensembles: LightGBM's text and XGBoost's JSON, read into one form and evaluated directly. */
@NullMarked
package dev.baton.models.tree;

import org.jspecify.annotations.NullMarked;
