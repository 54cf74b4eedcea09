"""Scenes with faces, and the network that finds faces."""
