"""What can be asked for in a browser: one blueprint a noun, and the rules that hold for every page."""
