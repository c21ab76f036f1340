"""3. Did it change? A comparison, the incidence of entry to care, and what it may be called."""
