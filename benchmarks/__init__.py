"""What the program costs on a desk of 10,000 claims, beside a bare Flask page on the same machine."""
