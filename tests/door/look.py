"""Pages to be looked at: PYTHONPATH=tests:. python -m door.look FOLDER (needs a Chromium)."""

import shutil
import subprocess
import sys
from pathlib import Path

from scheduler.door.forms import breaks
from scheduler.door.pages import page, style

WEEK = "Social Service Workforce Week 2023"


def pages() -> dict[str, str]:
    about = {"prefix": ".", "campaign": WEEK}
    made = dict[str, str]()
    for language in ("en", "ar", "fr"):
        chosen = list(breaks(language, None, to_the_end=True))
        made |= {
            f"leave-{language}": page("leave", language, token="T", **about),
            f"left-{language}": page("left", language, token="T", **about),
            f"choose-{language}": page(
                "choose", language, token="T", name="أمينة ديالو", breaks=chosen, saved=True, **about
            ),
            f"missing-{language}": page("note", language, what="missing", **about),
        }
    return made


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "style.css").write_bytes(style())
    browser = shutil.which("chromium") or "chromium"
    for name, html in pages().items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
        for look, options in {
            "light": ["--window-size=800,900"],
            "dark": ["--window-size=800,900", "--force-dark-mode", "--blink-settings=preferredColorScheme=0"],
            "phone": ["--window-size=500,1100"],
        }.items():
            shot = folder / f"{name}-{look}.png"
            common = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--screenshot={shot}"]
            subprocess.run(
                [browser, *common, *options, (folder / f"{name}.html").as_uri()], check=True, capture_output=True
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
