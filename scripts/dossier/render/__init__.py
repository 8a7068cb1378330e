"""Articles become pages: the site's map, and what stands on each page."""
