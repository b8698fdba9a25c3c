"""The pages of documents, clauses, shortcomings and the rollout."""
