"""Pages of files, of classified papers and of papers on their way out."""
