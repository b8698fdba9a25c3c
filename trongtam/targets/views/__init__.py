"""Pages of targets: the board, a target, the panels on other rooms' pages."""
