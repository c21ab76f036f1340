"""An invented authority whose truth is known: for demonstrations, teaching and proof.

`northmere.synthesise` makes one; `settings.Settings` says how large and how hard.
"""
