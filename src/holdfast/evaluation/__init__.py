"""The main job: a protocol in, findings out. It alone uses all five chapters."""
