"""What `make bench` measures of the search. No part of the dossier: it may know everything."""
