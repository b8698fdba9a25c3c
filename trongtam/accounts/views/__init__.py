"""Pages of sign-in, of the one-time slip, and of one's own login."""
