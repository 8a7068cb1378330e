"""What a name looks like, in Chinese and in Latin letters: tables and rules."""
