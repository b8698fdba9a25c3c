"""What people type about targets and figures: shape only, the sense is the operations'."""
