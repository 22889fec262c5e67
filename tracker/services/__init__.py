"""What can be done: one module a noun; the session comes first, ``by`` last, and nothing here commits."""
