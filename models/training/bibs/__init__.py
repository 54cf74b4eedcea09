"""The bib detector and the bib reader."""
