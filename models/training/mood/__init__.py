"""People and their days, drawn, and the models that predict moods from them."""
