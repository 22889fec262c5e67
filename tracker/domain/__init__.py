"""What is true: the rules of the desk, as plain functions over plain data (standard library only)."""
