"""What a story calls its worker above it, before it names anybody."""

import re

from scheduler.submissions.posts import PROPER, Who, is_a_title, place_of

_STANDFIRST = 600
_OF_SOMEBODY = re.compile(
    rf"\b(?:[Aa]n?|[Uu]ne?|[Uu]na|[Uu]ma?|[Tt]he|[Ll]e|[Ll]a|[Ee]l|[OA]|[Ll][’'])\s?"
    rf"(?P<title>[a-zà-ÿ][^.,;:!?()\n“”«»\"]{{3,60}}?)"
    rf"\s(?:at|with|of|for|de(?:l| la)?|d[aou]|chez|en)\s?{PROPER}(?P<rest>[^.,;:!?\n“”«»\"]{{2,80}})"
)


def standing_first(text: str) -> Who:
    """What a story calls its worker above it, or before it names her: "a social worker of Hope House goes from door to
    door"."""
    for match in _OF_SOMEBODY.finditer(text[:_STANDFIRST]):
        if is_a_title(match["title"]) and (placed := place_of(match["rest"] or "")) and "organisation" in placed:
            return {"title": match["title"], **placed}
    return {}
