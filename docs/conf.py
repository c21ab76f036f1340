"""How the documentation is built: strictly, so that a broken link or reference fails."""

from holdfast import __version__

project = "Holdfast"
author = "The Holdfast contributors"
copyright = "2026, the Holdfast contributors"
release = version = __version__
language = "en_GB"

extensions = [
    "myst_parser",
    "sphinx.ext.apidoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

# The reference is generated from the docstrings.
apidoc_modules = [
    {
        "path": "../src/holdfast",
        "destination": "reference/api",
        "separate_modules": True,
        "max_depth": 3,
        "module_first": True,
        "exclude_patterns": ["**/cli/**"],
    }
]
autodoc_typehints = "none"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "undoc-members": False}
napoleon_google_docstring = False

exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Holdfast"
html_static_path = ["_static"]
html_css_files = ["holdfast.css"]
html_theme_options = {"source_repository": "", "navigation_with_keys": True}
