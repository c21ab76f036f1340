"""How is the service put together? Settings, addresses, the worker and the commands."""
