"""Which language a text is in."""


def language_of(text: str) -> str:
    """Its ISO 639-1 code; "" for a text too short to tell."""
    if len(text.strip()) < 20:
        return ""
    import py3langid

    found: str = py3langid.classify(text)[0]
    return found
