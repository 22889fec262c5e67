"""What is handed out: plain reports and trails as bytes, one module a format."""
