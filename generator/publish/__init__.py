"""The only room that writes: pages to HTML, open data, cache and state."""
