"""Makes the sample campaign's Word, PDF, e-mail and film files from tools/sample_texts/; all of it is invented.

`python tools/make_samples.py` writes into assets/submissions/, the same bytes every time. It needs the dependency group
`samples`, which the program itself does not: install it into a virtual environment of its own.
"""

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from fractions import Fraction
from pathlib import Path

import av
import manimgx_fonts
from docx import Document
from docx.document import Document as Word
from flat_drawing import Sheet, mixed
from fpdf import FPDF

HERE = Path(__file__).parent
ASSETS = HERE.parent / "assets"
SUBMISSIONS = ASSETS / "submissions"
FONT = Path(manimgx_fonts.__file__).parent / "NotoSans[wght].ttf"
WRITTEN = datetime(2023, 9, 15, 9, 0, tzinfo=UTC)
ZIPPED = (2023, 9, 15, 9, 0, 0)
WITH_PORTRAIT = (
    "amina-okello",
    "claire-dubois",
    "daniel-mwangi",
    "fatima-al-masri",
    "jonas-weber",
    "lucia-quispe",
    "selam-tesfaye",
    "sophea-chan",
)


def source(name: str) -> str:
    return (HERE / "sample_texts" / f"{name}.md").read_text(encoding="utf-8").strip()


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph with its heading's level; 0 is plain text."""
    for line in filter(None, text.splitlines()):
        marks = len(line) - len(line.lstrip("#"))
        yield marks, line[marks:].strip()


# --- Word -----------------------------------------------------------------------------------------------------------


def with_headings(text: str) -> Word:
    """A profile whose parts are headings."""
    word = Document()
    for level, words in blocks(text):
        word.add_heading(words, level - 1) if level else word.add_paragraph(words)
    return word


def as_table(text: str) -> Word:
    """A profile on a form: the question at the left, the answer at the right."""
    word = Document()
    (_, title), *rest = blocks(text)
    word.add_heading(title, 0)
    table = word.add_table(rows=0, cols=2, style="Table Grid")
    for level, words in rest:
        if level:
            row = table.add_row().cells
            row[0].paragraphs[0].add_run(words).bold = True
        else:
            row[1].text = words
    return word


def save_word(word: Word, file: Path, author: str) -> None:
    about = word.core_properties
    about.author, about.last_modified_by, about.title, about.comments = author, author, "Worker profile", ""
    about.created = about.modified = WRITTEN.replace(tzinfo=None)
    packed = io.BytesIO()
    word.save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIPPED), old.read(name), zipfile.ZIP_DEFLATED)


# --- PDF and e-mail -------------------------------------------------------------------------------------------------


def save_pdf(text: str, file: Path, author: str) -> None:
    """A4 pages with numbers at the foot, as a word processor prints them."""
    pdf = _Paper(format="A4")
    pdf.set_creation_date(WRITTEN)
    pdf.set_author(author)
    pdf.add_font("text", fname=FONT)
    pdf.set_margins(25, 25)
    pdf.add_page()
    for level, words in blocks(text):
        pdf.set_font("text", size={0: 11, 1: 20, 2: 14}[level])
        pdf.multi_cell(0, {0: 6, 1: 9, 2: 8}[level], words, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
    pdf.output(str(file))


class _Paper(FPDF):
    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("text", size=9)
        self.cell(0, 6, f"Page {self.page_no()}", align="C")


def save_email(text: str, photo: Path, file: Path) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Rajesh Thapa <rajesh.thapa@himal-sathi.example>"
    mail["To"] = "Campaign Desk <week@example.org>"
    mail["Subject"] = "Re: Worker profile for Social Service Workforce Week 2023: Rajesh Thapa"
    mail["Date"] = "Tue, 03 Oct 2023 18:42:00 +0545"
    mail["Message-ID"] = "<20231003184200.rajesh-thapa@himal-sathi.example>"
    mail.set_content(text, charset="utf-8", cte="quoted-printable")
    mail.add_attachment(photo.read_bytes(), maintype="image", subtype="jpeg", filename="photo-of-rajesh.jpg")
    mail.set_boundary("the-sample-campaign")
    file.write_bytes(mail.as_bytes())


# --- the film -------------------------------------------------------------------------------------------------------

FILM = (640, 360)
RATE, SECONDS = 12, 6
NIGHT, DAY, RIVER, LEAF, WOOD, LAMP = "#3a4a6b", "#f7d9b0", "#4f8f96", "#1f5a4a", "#6b4026", "#f2b441"


def scene(share: float) -> Sheet:
    """The river crossing at `share` (0 to 1) of the film: sunrise, palms, a boat, a house whose lamp lights up."""
    sky = mixed(NIGHT, DAY, min(1, share * 1.6))
    sheet = Sheet(FILM, sky)
    sheet.oval(210, 205 - 130 * share, 42, 42, mixed("#e8744a", "#fff1c9", share))
    sheet.polygon(
        [(0, 190), (140, 172), (330, 186), (520, 168), (640, 184), (640, 215), (0, 215)], mixed(LEAF, sky, 0.5)
    )
    sheet.polygon([(0, 205), (640, 205), (640, 360), (0, 360)], mixed(NIGHT, RIVER, min(1, 0.3 + share)))
    for number in range(9):
        x = (number * 271 + 60 * share) % 700 - 30
        sheet.stroke([(x, 232 + 13 * number), (x + 46, 230 + 13 * number)], mixed(RIVER, DAY, 0.35), 3)
    palm(sheet, 60, 215)
    palm(sheet, 118, 208)
    house(sheet, lit=share > 0.8)
    boat(sheet, 60 + 370 * min(1, share / 0.85))
    return sheet


def palm(sheet: Sheet, x: float, foot: float) -> None:
    sheet.stroke([(x, foot), (x + 5, foot - 50), (x + 14, foot - 92)], WOOD, 7)
    for dx, dy in ((-46, 10), (-34, -20), (4, -34), (40, -18), (46, 14)):
        sheet.stroke(
            [(x + 14, foot - 92), (x + 14 + dx / 2, foot - 100 + dy / 2), (x + 14 + dx, foot - 86 + dy)], LEAF, 9
        )


def house(sheet: Sheet, *, lit: bool) -> None:
    for x in (520, 560, 600):
        sheet.stroke([(x, 200), (x, 262)], WOOD, 7)
    sheet.polygon([(505, 140), (616, 140), (616, 206), (505, 206)], "#b8754a")
    sheet.polygon([(490, 144), (560, 92), (632, 144)], "#7c3f2c")
    sheet.polygon([(525, 158), (557, 158), (557, 186), (525, 186)], LAMP if lit else "#33414f")
    if lit:
        sheet.glow(541, 172, 46, 40, LAMP, 0.35)


def boat(sheet: Sheet, x: float) -> None:
    sheet.polygon([(x - 62, 262), (x + 66, 262), (x + 44, 286), (x - 46, 286)], WOOD)
    sheet.stroke([(x - 62, 262), (x + 66, 262)], "#8d5a38", 6)
    sheet.polygon([(x - 22, 262), (x - 12, 222), (x + 12, 222), (x + 20, 262)], "#0f5257")
    sheet.oval(x, 212, 11, 12, "#d9a074")
    sheet.polygon([(x - 28, 210), (x, 184), (x + 28, 210)], "#ecd9a6")
    sheet.stroke([(x + 12, 232), (x + 34, 250), (x + 52, 300)], "#ecd9a6", 4)


def save_film(file: Path) -> None:
    """H.264 in MP4 without sound, the way every network takes it."""
    exact = {"fflags": "+bitexact", "movflags": "+faststart"}
    with av.open(str(file), "w", format="mp4", options=exact) as film:
        stream = film.add_stream("libx264", rate=RATE, options={"crf": "26", "preset": "slow", "threads": "1"})
        stream.width, stream.height = FILM
        stream.pix_fmt, stream.time_base = "yuv420p", Fraction(1, RATE)
        for number in range(RATE * SECONDS):
            frame = av.VideoFrame.from_image(scene(number / (RATE * SECONDS - 1)).finished())
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))


# --- all of them ----------------------------------------------------------------------------------------------------


def main() -> None:
    for name in WITH_PORTRAIT:
        shutil.copyfile(ASSETS / "portraits" / f"{name}.jpg", SUBMISSIONS / name / "portrait.jpg")
    forms: dict[str, tuple[Callable[[str], Word], str]] = {
        "amina-okello": (with_headings, "Amina Okello"),
        "daniel-mwangi": (as_table, "Daniel Mwangi"),
        "selam-tesfaye": (with_headings, "Selam Tesfaye"),
    }
    for name, (form, author) in forms.items():
        save_word(form(source(name)), SUBMISSIONS / name / "profile.docx", author)
    blog = "the-register-on-the-wall"
    save_pdf(source(blog), SUBMISSIONS / f"{blog}.pdf", "Kwabena Ofosu-Mensah")
    save_email(source("rajesh-thapa"), ASSETS / "portraits" / "rajesh-thapa.jpg", SUBMISSIONS / "rajesh-thapa.eml")
    save_film(SUBMISSIONS / "mai-nguyen" / "the-visit-by-boat.mp4")


if __name__ == "__main__":
    main()
