"""Every class of ours that a page wears has a style, and every style is worn."""

import re
from pathlib import Path

import holdfast_web

OF_THE_WEB = Path(holdfast_web.__file__).parent
SHEET = OF_THE_WEB / "ui" / "built" / "holdfast" / "holdfast.css"
NAME = re.compile(r"\bhf-[a-z0-9_]+(?:--?[a-z0-9_]+)*(?:-(?=\{))?")


def worn():
    """Give the classes in templates, in Python and in scripts; `hf-depth-{}` as `hf-depth-`."""
    found = {}
    for path in OF_THE_WEB.rglob("*"):
        ours = path.suffix in {".html", ".py", ".js"}
        if ours and not {"built", "node_modules"} & set(path.parts):
            for name in NAME.findall(path.read_text(encoding="utf-8")):
                found.setdefault(name, path.name)
    return found


def styled():
    return set(re.findall(r"\.(hf-[a-z0-9_-]+)", SHEET.read_text(encoding="utf-8")))


def test_no_class_is_worn_without_a_style():
    styles = styled()
    naked = {
        name: where
        for name, where in worn().items()
        if not (name in styles or (name.endswith("-") and f"{name}0" in styles))
    }

    assert len(worn()) > 20
    assert naked == {}


def test_no_style_is_kept_that_nothing_wears():
    names = set(worn())
    idle = {
        name
        for name in styled()
        if name not in names
        and not any(name.startswith(one) for one in names if one[-1] == "-")
    }

    assert idle == set()
