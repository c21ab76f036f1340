"""What marks an invented person of the demo? An address that cannot exist."""

DOMAIN = "demo.northmere.example"
