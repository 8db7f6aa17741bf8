"""Public registers: of companies."""
