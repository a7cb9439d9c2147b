"""Draws the sample campaign's portraits: flat illustrations of people who do not exist.

`python tools/make_portraits.py` writes assets/portraits/*.jpg, 900 x 1100 pixels, the same bytes every time.
Coordinates below are pixels of that size.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flat_drawing import MIDDLE, Sheet, mirrored, mixed, path, scaled, smooth
from PIL import Image, ImageDraw

FOLDER = Path(__file__).parents[1] / "assets" / "portraits"
SIZE = (900, 1100)
INK = "#2a1c18"
FACE = path("450,246 540,264 590,330 599,420 589,515 556,592 506,642 450,656")
BODY = path("450,706 530,716 600,762 705,800 780,862 815,960 835,1130 450,1130")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One portrait: colours, and the names of the drawing functions for hair and clothes."""

    skin: str
    hair: str
    head: Callable[["Sheet", "Person"], None]
    behind: Callable[["Sheet", "Person"], None] | None = None
    clothes: Callable[["Sheet", "Person"], None]
    cloth: str
    accent: str
    wall: str
    sun: str
    glasses: bool = False
    beard: bool = False
    moustache: bool = False
    earrings: bool = False
    lips: str = "#a5493f"


def person(colours: str, **look: Any) -> Person:
    """Colours of skin, hair, cloth, accent, wall, sun and perhaps lips, and what the person wears."""
    names = ("skin", "hair", "cloth", "accent", "wall", "sun", "lips")
    return Person(**look, **dict[str, Any](zip(names, colours.split(), strict=False)))


# --- the parts of a person ----------------------------------------------------------------------------------------


def wall(sheet: Sheet, person: Person) -> None:
    sheet.oval(450, 500, 395, 395, person.sun)
    leaf = mixed(person.wall, person.sun, 0.55)
    for x, way in ((60, 1), (840, -1)):
        sheet.blob([(x, 1010), (x + 70 * way, 860), (x + 20 * way, 690), (x - 60 * way, 850)], leaf)
        sheet.stroke([(x - 4 * way, 1100), (x + 2 * way, 940), (x + 14 * way, 760)], person.wall, 6)


def neck(sheet: Sheet, person: Person) -> None:
    shade = mixed(person.skin, INK, 0.2)
    sheet.blob(mirrored(path("450,560 512,570 516,650 530,720 570,770 450,800")), person.skin)
    sheet.blob(mirrored(path("450,590 512,590 514,640 490,682 450,694")), shade)


def face(sheet: Sheet, person: Person) -> None:
    for side in (-1, 1):
        sheet.oval(MIDDLE + side * 150, 456, 27, 42, person.skin)
        sheet.oval(MIDDLE + side * 152, 458, 13, 24, mixed(person.skin, INK, 0.16))
    sheet.blob(mirrored(FACE), person.skin)
    for side in (-1, 1):
        sheet.glow(MIDDLE + side * 80, 525, 30, 20, mixed(person.skin, "#e0503f", 0.5), 0.38)


def features(sheet: Sheet, person: Person) -> None:
    line = mixed(person.skin, INK, 0.42)
    brow = mixed(person.hair, INK, 0.35)
    for side in (-1, 1):
        x = MIDDLE + side * 64
        sheet.stroke([(x - side * 34, 396), (x + side * 4, 386), (x + side * 38, 399)], brow, 10)
        sheet.oval(x, 446, 12, 15, INK)
        sheet.oval(x + 4, 440, 4, 4, "#ffffff")
        sheet.stroke([(x - 19, 440), (x, 428), (x + 19, 440)], INK, 6)
    sheet.stroke(path("446,470 438,512 448,524 466,521"), line, 7)
    if person.beard:
        beard(sheet, person)
    if person.moustache:
        sheet.blob(path("450,543 492,548 512,568 450,562 388,568 408,548"), person.hair)
    sheet.blob(path("402,566 450,577 498,566 486,592 450,604 414,592"), person.lips)
    sheet.blob(path("412,571 450,580 488,571 474,584 450,588 426,584"), "#fff6ee")
    if person.earrings:
        for side in (-1, 1):
            sheet.oval(MIDDLE + side * 154, 512, 10, 14, "#f2b441")
    if person.glasses:
        glasses(sheet)


def beard(sheet: Sheet, person: Person) -> None:
    right = path("450,538 500,546 528,586 566,520 596,440 594,520 556,604")
    sheet.blob(mirrored([*right, (500, 658), (450, 674)]), person.hair)
    sheet.blob(mirrored(path("450,566 496,566 484,598 450,608")), person.skin)


def glasses(sheet: Sheet) -> None:
    for side in (-1, 1):
        sheet.ring(MIDDLE + side * 66, 448, 52, 46, "#3a2c2a", 7)
        sheet.stroke([(MIDDLE + side * 117, 440), (MIDDLE + side * 150, 430)], "#3a2c2a", 7)
    sheet.stroke(path("432,444 450,436 468,444"), "#3a2c2a", 7)


# --- hair and headgear ----------------------------------------------------------------------------------------------


def short_crop(sheet: Sheet, person: Person) -> None:
    top = path("450,190 550,206 606,280 611,392 592,400 578,336 528,300 450,292")
    sheet.blob(mirrored(top), person.hair)


def side_part(sheet: Sheet, person: Person) -> None:
    sheet.blob(
        path("292,420 284,320 316,234 400,182 520,182 598,246 616,340 606,420")
        + path("584,350 540,312 440,318 372,280 352,320 314,352"),
        person.hair,
    )


def afro_behind(sheet: Sheet, person: Person) -> None:
    for x, y, r in ((450, 290, 190), (310, 350, 125), (590, 350, 125), (360, 230, 120), (540, 230, 120)):
        sheet.oval(x, y, r, r, person.hair)
    for side in (-1, 1):
        sheet.oval(MIDDLE + side * 170, 450, 88, 110, person.hair)


def curls_front(sheet: Sheet, person: Person) -> None:
    for x, y, r in ((340, 300, 52), (400, 266, 56), (470, 256, 58), (535, 276, 52), (580, 322, 40), (312, 346, 36)):
        sheet.oval(x, y, r, r, person.hair)


def bun_behind(sheet: Sheet, person: Person) -> None:
    sheet.oval(450, 158, 88, 78, person.hair)
    sheet.blob(mirrored(path("450,190 570,226 618,340 606,480 450,520")), person.hair)


def swept_front(sheet: Sheet, person: Person) -> None:
    sheet.blob(
        path("288,440 286,330 330,236 450,196 570,236 614,330 612,440 590,360 530,306 450,288 370,306 310,360"),
        person.hair,
    )
    sheet.stroke(path("330,282 400,236 500,232"), mixed(person.hair, "#ffffff", 0.16), 7)


def long_behind(sheet: Sheet, person: Person) -> None:
    sheet.blob(
        mirrored(path("450,176 566,204 634,310 648,480 660,660 678,800 610,850 450,840")),
        person.hair,
    )


def middle_part(sheet: Sheet, person: Person) -> None:
    for side in (-1, 1):
        half = path("450,186 548,204 624,300 634,440 640,600 600,560 592,430 560,350 500,300 452,262")
        sheet.blob([(MIDDLE + side * (x - MIDDLE), y) for x, y in half], person.hair)
    sheet.stroke(path("450,190 450,260"), mixed(person.hair, INK, 0.45), 4)


def bob_behind(sheet: Sheet, person: Person) -> None:
    right = path("450,172 570,200 648,310 664,460 660,600 606,656 540,640 450,600")
    sheet.blob(mirrored(right), person.hair)


def fringe(sheet: Sheet, person: Person) -> None:
    sheet.blob(
        path("286,470 280,320 340,214 450,178 560,214 620,320 614,470 590,390 560,352 480,352 400,346 338,352 306,400"),
        person.hair,
    )


def braids_behind(sheet: Sheet, person: Person) -> None:
    sheet.blob(mirrored(path("450,186 560,208 622,320 620,470 560,560 450,580")), person.hair)


def braids_front(sheet: Sheet, person: Person) -> None:
    middle_part_short(sheet, person)
    dark = mixed(person.hair, "#ffffff", 0.2)
    for side in (-1, 1):
        for step in range(9):
            x, y = MIDDLE + side * (176 + 9 * (step % 2) + 3 * step), 560 + 46 * step
            sheet.oval(x, y, 36 - step, 34, person.hair)
            sheet.stroke([(x - 18, y - 10), (x, y + 6), (x + 18, y - 10)], dark, 4)
        sheet.oval(MIDDLE + side * 206, 976, 26, 16, person.accent)


def middle_part_short(sheet: Sheet, person: Person) -> None:
    for side in (-1, 1):
        half = path("450,190 548,208 618,300 624,430 650,560 612,560 594,430 556,346 500,300 452,270")
        sheet.blob([(MIDDLE + side * (x - MIDDLE), y) for x, y in half], person.hair)


def scarf_behind(sheet: Sheet, person: Person) -> None:
    shade = mixed(person.accent, INK, 0.18)
    sheet.blob(mirrored(path("450,156 570,186 650,300 668,480 664,640 640,800 450,860")), shade)


def scarf(sheet: Sheet, person: Person) -> None:
    """A headscarf that frames the face: a ring of cloth, then its folds over the chest."""
    cloth, fold = person.accent, mixed(person.accent, INK, 0.16)
    outer = path("450,158 566,186 640,290 656,450 630,600 560,720 450,760")
    inner = path("450,280 536,306 580,380 584,470 556,560 500,624 450,640")
    mask = Image.new("L", sheet.image.size, 0)
    pen = ImageDraw.Draw(mask)
    pen.polygon(scaled(smooth(mirrored(outer), closed=True)), fill=255)
    pen.polygon(scaled(smooth(mirrored(inner), closed=True)), fill=0)
    sheet.image.paste(Image.new("RGB", sheet.image.size, cloth), (0, 0), mask)
    sheet.blob(path("300,650 450,720 600,650 690,790 640,900 480,960 330,930 230,800"), cloth)
    sheet.stroke(path("590,640 520,730 400,790 300,800"), fold, 9)
    sheet.stroke(path("640,740 560,830 430,880"), fold, 9)
    sheet.stroke(path("350,246 450,206 560,250"), mixed(cloth, "#ffffff", 0.22), 7)


def head_wrap(sheet: Sheet, person: Person) -> None:
    cloth, fold, light = person.accent, mixed(person.accent, INK, 0.2), mixed(person.accent, "#ffffff", 0.3)
    sheet.blob(path("540,150 640,84 700,140 640,214 560,232"), fold)
    sheet.blob(
        path("286,372 276,250 340,140 450,104 570,134 626,250 614,372 540,306 450,290 360,306"),
        cloth,
    )
    sheet.stroke(path("292,330 400,240 570,196"), fold, 10)
    sheet.stroke(path("300,250 400,180 530,150"), light, 8)
    sheet.stroke(path("608,330 540,254 450,222"), fold, 8)
    sheet.oval(560, 190, 40, 36, cloth)


# --- clothes --------------------------------------------------------------------------------------------------------


def jacket(sheet: Sheet, person: Person) -> None:
    sheet.blob(mirrored(BODY), person.cloth)
    sheet.polygon(path("372,716 528,716 534,800 450,1020 366,800"), person.accent)
    sheet.blob(mirrored(path("450,690 522,704 498,780 450,828")), person.skin)
    lapel = mixed(person.cloth, "#ffffff", 0.12)
    for side in (-1, 1):
        points = path("526,700 566,740 598,812 556,850 590,880 452,1070 462,960 520,800")
        sheet.polygon([(MIDDLE + side * (x - MIDDLE), y) for x, y in points], lapel)


def round_neck(sheet: Sheet, person: Person) -> None:
    sheet.blob(mirrored(BODY), person.cloth)
    sheet.blob(mirrored(path("450,700 536,716 524,776 450,812")), person.accent)
    sheet.blob(mirrored(path("450,690 522,704 506,758 450,788")), person.skin)


def collar(sheet: Sheet, person: Person) -> None:
    sheet.blob(mirrored(BODY), person.cloth)
    sheet.blob(mirrored(path("450,690 520,704 496,766 450,806")), person.skin)
    light = mixed(person.cloth, "#ffffff", 0.28)
    for side in (-1, 1):
        points = path("526,700 570,748 520,836 450,800 508,752")
        sheet.polygon([(MIDDLE + side * (x - MIDDLE), y) for x, y in points], light)
    sheet.stroke(path("450,810 450,1100"), mixed(person.cloth, INK, 0.2), 5)
    for y in (870, 950, 1030):
        sheet.oval(450, y, 8, 8, person.accent)


def woven(sheet: Sheet, person: Person) -> None:
    """A dress with a woven border around the neck."""
    round_neck(sheet, person)
    for step in range(9):
        angle = (step - 4) / 4
        x, y = MIDDLE + 128 * angle, 856 - 84 * angle**2
        sheet.polygon([(x, y - 20), (x + 15, y), (x, y + 20), (x - 15, y)], person.accent)


def drape(sheet: Sheet, person: Person) -> None:
    """A shawl over one shoulder."""
    round_neck(sheet, person)
    sheet.blob(path("560,724 700,786 800,880 840,1140 180,1140 300,1000 480,880"), person.accent)
    edge = mixed(person.accent, "#fff1c9", 0.55)
    sheet.stroke(path("566,728 482,884 300,1004 190,1120"), edge, 12)
    sheet.stroke(path("680,800 620,930 480,1090"), mixed(person.accent, INK, 0.16), 8)


# --- the people -----------------------------------------------------------------------------------------------------

PEOPLE = {
    "amina-okello": person(
        "#7a4a33 #1d1412 #0f5257 #f2b441 #bfdcd3 #e3f0ea #9b3a3f", head=head_wrap, clothes=woven, earrings=True
    ),
    "daniel-mwangi": person(
        "#5d3826 #17100e #dfe9ee #0f5257 #f0c9a8 #f8e2cc #8a4238", head=short_crop, clothes=collar, beard=True
    ),
    "fatima-al-masri": person(
        "#d9a47e #2b1c17 #6b3a5b #2f7f86 #f4e9d8 #fbf4e8", head=scarf, behind=scarf_behind, clothes=round_neck
    ),
    "sophea-chan": person(
        "#d7a176 #191416 #0f5257 #f4e9d8 #f3cdb8 #fae5d8",
        head=swept_front,
        behind=bun_behind,
        clothes=jacket,
        earrings=True,
    ),
    "lucia-quispe": person(
        "#b87850 #1f1613 #e4694b #f2b441 #cfe3dc #e8f3ee", head=braids_front, behind=braids_behind, clothes=woven
    ),
    "claire-dubois": person(
        "#f0c6a6 #b9b4ae #394b63 #e4694b #f1dfb5 #f9efd4", head=fringe, behind=bob_behind, clothes=jacket, glasses=True
    ),
    "rajesh-thapa": person(
        "#b07a52 #231917 #8c3f3a #f2b441 #bfdcd3 #e3f0ea", head=side_part, clothes=collar, moustache=True
    ),
    "selam-tesfaye": person(
        "#8d5a3c #1b1210 #f4e9d8 #0f5257 #f4cfa6 #fbe6cd #9b3a3f",
        head=curls_front,
        behind=afro_behind,
        clothes=drape,
        earrings=True,
    ),
    "mai-nguyen": person(
        "#ebbd93 #211a1b #f2b441 #fff3d8 #cfe0e6 #e9f2f5", head=middle_part, behind=long_behind, clothes=round_neck
    ),
    "jonas-weber": person(
        "#f1c3a0 #8a4f2a #2f6d62 #255a51 #f3d9cb #fbece3 #a5493f",
        head=side_part,
        clothes=round_neck,
        beard=True,
        glasses=True,
    ),
}


def portrait(person: Person) -> Image.Image:
    sheet = Sheet(SIZE, person.wall)
    wall(sheet, person)
    if person.behind:
        person.behind(sheet, person)
    neck(sheet, person)
    person.clothes(sheet, person)
    face(sheet, person)
    features(sheet, person)
    person.head(sheet, person)
    return sheet.finished()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, person in PEOPLE.items():
        portrait(person).save(FOLDER / f"{name}.jpg", quality=88, optimize=True)
        print(f"assets/portraits/{name}.jpg")


if __name__ == "__main__":
    main()
