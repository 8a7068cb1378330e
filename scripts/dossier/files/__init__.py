"""Files that editors put into a folder: their bytes, read safely, and the text in these bytes."""
