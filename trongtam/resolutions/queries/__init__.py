"""What screens, papers and the API read of documents."""
