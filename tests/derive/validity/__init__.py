"""The network of what is tied to what, and where it is drawn."""
