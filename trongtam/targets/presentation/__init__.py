"""From what the queries answer to what the page parts take. Values in, words and shapes out; no database."""
