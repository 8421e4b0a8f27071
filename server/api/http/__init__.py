"""What all rows of the API share: the table's row, bodies, answers, errors, files, long work."""
