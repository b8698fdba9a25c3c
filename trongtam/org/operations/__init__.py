"""What can happen to units, people, posts, membership, sight and accounts: one verb, one function, one book entry."""
