"""The same bytes wherever and however it is built, with a network and without."""
