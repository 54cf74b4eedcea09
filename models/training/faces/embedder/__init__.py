"""Views of faces, and the network that tells people apart."""
