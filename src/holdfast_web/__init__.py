"""The service: Holdfast in the browser, over the same engine as the command line."""
