"""What was typed about documents, clauses, shortcomings and the rollout."""
