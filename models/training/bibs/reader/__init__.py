"""Crops of bibs, and the network that reads them."""
