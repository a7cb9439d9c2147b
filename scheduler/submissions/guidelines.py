"""What each kind of submission must hold: one source (rules.yaml) for the checks, the replies and the members' page."""

from pathlib import Path
from string import Template

from scheduler.models import Campaign, Kind, Submission
from scheduler.submissions.data import rules, themes, words_in

_CONSENT = (
    "a sentence of consent: *Consent: yes, I agree that my words and picture are shared by the campaign in e-mails\n"
    "  and on social media.* Everybody who is pictured or quoted must agree, and can withdraw it at any time."
)
_CARE = (
    "Please protect the people you write about: no child's name, age or village together, no telephone numbers, no\n"
    "addresses. We read every text with this in mind, and ask you before we change a word."
)
_PAGES = Path(__file__).parent / "pages"


def missing_parts(submission: Submission) -> tuple[str, ...]:
    """What its kind needs and it has not; ("kind",) when nobody can tell what it is."""
    if submission.kind is Kind.UNKNOWN:
        return ("kind",) if submission.text else ()
    needed = rules()[submission.kind]["needed"]
    theme = ("theme",) if submission.off_theme else ()
    return (*(part for part in needed if not _has(submission, part)), *theme)


def wished_parts(submission: Submission) -> tuple[str, ...]:
    """What would be good to have too."""
    wished = rules()[submission.kind]["wished"] if submission.kind is not Kind.UNKNOWN else ()
    return tuple(part for part in wished if not _has(submission, part))


def length(submission: Submission) -> tuple[str, int, int, int]:
    """("short", "long" or "", its words, the fewest, the most): asked for kindly, never a reason to hold it."""
    fewest, most = rules()[submission.kind]["words"] if submission.kind is not Kind.UNKNOWN else (0, 10**6)
    words = len(submission.text.split())
    return "short" if words < fewest else "long" if words > most else "", words, fewest, most


def _has(submission: Submission, part: str) -> bool:
    if submission.kind is Kind.BLOG and part in {"title", "author"}:
        return bool(getattr(submission, part))
    if part == "caption":
        return bool(submission.text)
    if part == "alt text":
        return all(media.alt for media in submission.media)
    return getattr(submission.parts, part) is not None


def page(kind: Kind, campaign: Campaign | None = None) -> str:
    """The page for contributors, in Markdown, with the campaign's name, theme and last day if there is one."""
    close = campaign.submissions_close if campaign else None
    asked, said = rules()[kind], words_in("en")
    angles = [*(angle["says"] for angle in themes()["angles"].values()), themes()["combination"]]
    fewest, most = asked["words"]
    return Template((_PAGES / f"{kind}.md").read_text(encoding="utf-8")).substitute(
        week=campaign.name if campaign else "our campaign week",
        theme=f"The theme of the week is *{campaign.theme}*." if campaign else "",
        close=f"Please send it by **{close.day} {close:%B %Y}**." if close else "",
        parts="\n".join(f"{number}. {said['parts'][part]}" for number, part in enumerate(_listed(kind), start=1)),
        kinds="\n".join(f"- {each}" for each in angles),
        fewest=f"{fewest:,}",
        most=f"{most:,}",
        portrait=asked.get("portrait", {}).get("width", ""),
        width=f"{asked.get('picture', {}).get('width', 0):,}",
        minutes=asked.get("minutes", ""),
        caption=" or ".join(asked.get("sentences", ())),
        consent=_CONSENT,
        care=_CARE,
    )


def _listed(kind: Kind) -> list[str]:
    return [part for part in (*rules()[kind]["needed"], *rules()[kind]["wished"]) if part in words_in("en")["parts"]]
