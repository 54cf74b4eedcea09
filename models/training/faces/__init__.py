"""Portraits with their labels, the face detector and the face embedder."""
