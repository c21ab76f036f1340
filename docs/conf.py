"""How the documentation is built: strictly, so that a broken link or reference fails."""

from typing import get_origin

from holdfast import __version__

project = "Holdfast"
author = "The Holdfast contributors"
copyright = "2026, the Holdfast contributors"
release = version = __version__
language = "en_GB"

extensions = [
    "myst_parser",
    "numpydoc",
    "sphinx.ext.apidoc",
    "sphinx.ext.autodoc",
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
numpydoc_show_class_members = False

# The build needs no network, so names of other packages are not looked up; ours all are.
nitpick_ignore_regex = [
    ("py:.*", r"(?!holdfast\.).*"),
    # Type variables, which have no page.
    ("py:obj", r"holdfast\.kernel\.disclosure\.protect\.(Key|Row|Column)"),
    ("py:obj", r"holdfast\.library\.stated\.(T_co|ItemT_co)"),
    ("py:obj", r"holdfast\.deliver\.register_saves\.Person"),
]
suppress_warnings = ["ref.python"]  # a short name that two of our modules share

exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Holdfast"
html_static_path = ["_static"]
html_css_files = ["holdfast.css"]
html_theme_options = {"source_repository": "", "navigation_with_keys": True}


def setup(app):
    """Leave out aliases of types, read where they are used, and what Python itself made."""

    def skipped(_app, what, _name, thing, skip, _options):
        foreign = getattr(thing, "__module__", "") == "_thread"
        return True if what == "module" and (foreign or get_origin(thing)) else skip

    app.connect("autodoc-skip-member", skipped)
