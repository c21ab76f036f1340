"""The delivery of the demo: what Northmere's homes, runs and service look like today."""
