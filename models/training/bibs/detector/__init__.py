"""The network that finds bibs in race photos."""
