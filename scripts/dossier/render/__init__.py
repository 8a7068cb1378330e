"""Pages of the site: its map, and the content of each page."""
