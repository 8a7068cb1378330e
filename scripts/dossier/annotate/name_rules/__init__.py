"""Rules and tables for names in Chinese and in Latin letters."""
