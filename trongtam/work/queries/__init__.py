"""What the pages, papers and sheets of works read."""
