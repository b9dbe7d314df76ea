"""Cards, the drawing around a page, the whole network, the map: what lies around a link."""
