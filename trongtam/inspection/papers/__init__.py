"""Word papers and the workbook of this room. Made while one waits and kept nowhere: those with the post alone read them."""
