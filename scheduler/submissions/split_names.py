"""Forms that ask for the first name and the surname on two lines."""

import re

from scheduler.submissions.folding import folded

_FIELD = re.compile(r"^\W{0,3}(?P<label>[^:：\n]{2,30}?)\s*[:：]\s*(?P<value>[^\n]{1,60})$")
_SURNAME = re.compile(
    r"(?:sur|last |family |nach)names?|noms?(?: de famille)?|(?:primer )?apellidos?|apelidos?|sobrenome"
    r"|اسم العائلة|اللقب"
)
_FORENAME = re.compile(
    r"(?:first|given|fore|christian|vor)[ -]?names?|prenoms?|nombres?(?: de pila)?|(?:primeiro )?nomes?(?: proprio)?"
    r"|الاسم الاول|الاسم الشخصي"
)


def with_whole_names(lines: list[str]) -> list[str]:
    """The same lines, with one "Name" for the two halves where both are there."""
    fields = {number: match for number, line in enumerate(lines) if (match := _FIELD.match(line))}
    labels = {number: folded(match["label"]).strip() for number, match in fields.items()}
    surname = next((number for number, label in labels.items() if _SURNAME.fullmatch(label)), None)
    forename = next((number for number, label in labels.items() if _FORENAME.fullmatch(label)), None)
    if surname is None or forename is None:
        return lines
    whole = f"Name: {fields[forename]['value'].strip()} {fields[surname]['value'].strip()}"
    first, second = sorted((surname, forename))
    return [whole if number == first else line for number, line in enumerate(lines) if number != second]
