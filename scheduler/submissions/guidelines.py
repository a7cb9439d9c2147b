"""What each kind of submission must hold: one source for the checks and for the page that goes to members."""

from pathlib import Path
from string import Template

from scheduler.models import Campaign, Kind

PARTS: dict[str, str] = {
    "name": "Your name",
    "title": "Your title",
    "organisation": "Your organisation",
    "country": "Your country",
    "why": "Why you chose this work",
    "role": "Your role, and what a typical day looks like",
    "support": "The support you give, and what comes of it",
    "love": "What you love most about your work",
    "qualifications": "Your qualifications and skills",
    "quote": "A quote in your own words, that could stand beside your picture",
}
"""The parts of a worker profile, as the call for content asks for them."""

BLOG_KINDS = (
    "the progress of an effort to strengthen the workforce in one place",
    "the impact of social service work on children, families and communities",
    "a challenge, and how to meet it",
    "a reflection on how the workforce has evolved",
    "a vision of the years to come",
    "what a resource of the network has made possible",
    "a combination of these",
)

_CONSENT = (
    "A sentence of consent: *Consent: yes, I agree that my words and picture are shared by the campaign in e-mails\n"
    "  and on social media.* Everybody who is pictured or quoted must agree, and can withdraw it at any time."
)
_CARE = (
    "Please protect the people you write about: no child's name, age or village together, no telephone numbers, no\n"
    "addresses. We read every text with this in mind, and ask you before we change a word."
)
_PAGES = Path(__file__).parent / "pages"


def page(kind: Kind, campaign: Campaign | None = None) -> str:
    """The page for contributors, in Markdown, with the campaign's name, theme and last day if there is one."""
    close = campaign.submissions_close if campaign else None
    return Template((_PAGES / f"{kind}.md").read_text(encoding="utf-8")).substitute(
        week=campaign.name if campaign else "our campaign week",
        theme=f"The theme of the week is *{campaign.theme}*." if campaign else "",
        close=f"Please send it by **{close.day} {close:%B %Y}**." if close else "",
        parts="\n".join(f"{number}. {words}" for number, words in enumerate(PARTS.values(), start=1)),
        kinds="\n".join(f"- {kind}" for kind in BLOG_KINDS),
        consent=_CONSENT,
        care=_CARE,
    )
