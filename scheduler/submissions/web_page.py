"""Pages in one file each: no script, no picture, nothing from elsewhere; they can be opened and sent as they are."""

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from scheduler.submissions.data import is_right_to_left


def written(file: Path, template: str, **values: object) -> Path:
    """Renders the template into the file; the file's path. It is whole or not there."""
    pages = Environment(
        loader=PackageLoader("scheduler.submissions", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["direction"] = lambda language: "rtl" if is_right_to_left(language) else "ltr"
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    new.write_text(pages.get_template(template).render(**values), encoding="utf-8")
    new.replace(file)
    return file
