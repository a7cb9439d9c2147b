"""The page that `coverage` writes, in a real browser."""

from cli.shell import Shell, post
from handed_in import PROFILE
from studio.browsers import browser

BROKEN_WORDS = """() => [...document.querySelectorAll("th, td")].flatMap((cell) => {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), broken = [], range = document.createRange();
  if (cell.offsetWidth < 5) return []; // on a phone the head is there for screen readers only
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    for (const word of text.data.matchAll(/[\\p{L}\\p{M}\\p{N}]+/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (range.getClientRects().length > 1) broken.push(word[0]);
    }
  return broken;
})"""
"""Words of which a part stands on the next line."""


def test_no_column_is_so_narrow_that_words_are_broken(shell: Shell) -> None:
    shell.write(post("welcome"))
    (shell.folder / "submissions").mkdir()
    (shell.folder / "submissions" / "nia.txt").write_text(PROFILE, encoding="utf-8")
    shell("decline", "nia", "--why", "She asked us to wait until her own team has read it, which takes a while. " * 4)
    shell("coverage")
    with browser() as running:
        for width in (1000, 720, 360):
            page = running.new_page(viewport={"width": width, "height": 800})
            page.goto((shell.folder / ".scheduler" / "coverage.html").as_uri())
            assert page.evaluate(BROKEN_WORDS) == [], width
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
