"""All that can enter through a browser: one module of forms a noun."""
