"""subscribers.csv: what comes in, what is refused and why, and what a spreadsheet does to it."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.digest.subscribers import read_list, write_list
from scheduler.errors import DigestError
from scheduler.models import Subscriber, Subscription, Suppression

NOON = datetime(2023, 11, 6, 12, 0, tzinfo=UTC)
HEAD = "email,name,language,consent\n"


def listed(folder: Path, text: str | bytes) -> Path:
    file = folder / "subscribers.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def refusals(folder: Path, *lines: str) -> list[str]:
    return [str(each) for each in read_list(listed(folder, HEAD + "\n".join(lines))).refused]


def test_a_line_becomes_an_entry(tmp_path: Path) -> None:
    (entry,) = read_list(listed(tmp_path, HEAD + 'Zoë@EXAMPLE.org,"Nguyễn, Mai",vi,"web form, 2 May"\n')).entries
    assert (entry.email, entry.name, entry.language) == ("Zoë@example.org", "Nguyễn, Mai", "vi")
    assert entry.consent == "web form, 2 May"


def test_each_refused_line_is_named_with_its_reason(tmp_path: Path) -> None:
    told = refusals(
        tmp_path,
        "ada@example.org,Ada,en,form",
        "ADA@Example.ORG,Ada again,en,form",
        "no at sign,X,en,form",
        "bo@example.org,Bo,en,",
        "cy@example.org,Cy,en,   ",
        ",Nobody,en,form",
        "di@example.org,Di,English please,form",
        "ed@exa mple.org,Ed,en,form",
    )
    beginnings = [
        "line 3: ADA@Example.ORG: the same address stands in line 2",
        "line 4: no at sign: this is no valid address",
        "line 5: bo@example.org: nobody says when and how",
        "line 6: cy@example.org: nobody says when and how",
        "line 7: (no address): there is no address",
        "line 8: di@example.org: 'English please' is no language",
        "line 9: ed@exa mple.org: this is no valid address",
    ]
    assert [words[: len(start)] for words, start in zip(told, beginnings, strict=True)] == beginnings


def test_the_first_valid_line_of_an_address_counts(tmp_path: Path) -> None:
    """Not one that was refused itself."""
    read = read_list(listed(tmp_path, f"{HEAD}ada@example.org,No consent,en,\nada@example.org,Ada,en,form\n"))
    assert [entry.name for entry in read.entries] == ["Ada"]


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_columns_may_stand_in_any_order_and_others_beside_them(tmp_path: Path, between: str) -> None:
    text = f"Consent{between}E-Mail{between}Town\nform{between}ada@example.org{between}Kampala\n"
    read = read_list(listed(tmp_path, text))
    assert [(entry.email, entry.consent) for entry in read.entries] == [("ada@example.org", "form")]
    assert read.ignored == ["town"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_a_spreadsheet_saves_is_read(tmp_path: Path, encoding: str) -> None:
    text = "email,name,language,consent\r\nada@example.org,فاطمة,ar,form\r\n\r\n"
    (entry,) = read_list(listed(tmp_path, text.encode(encoding))).entries
    assert entry.name == "فاطمة"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,consent\nAda,form\n", "no column email"),
        ("email\nada@example.org\n", "no column consent"),
        ("", "no column email"),
        ("email,consent,email\n", "email twice"),
        ((HEAD + "ada@example.org,Zoë,fr,form\n").encode("cp1252"), r"not written in UTF-8 \(line 2\)"),
    ],
)
def test_what_is_no_list_is_told(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(DigestError, match=words):
        read_list(listed(tmp_path, text))


def known(email: str = "ada@example.org", name: str = "Ada", suppressed: Suppression | None = None) -> Subscription:
    subscriber = Subscriber(id=1, email=email, name=name, language="en", token="t0k3n")
    return Subscription(subscriber=subscriber, hash="", consent="form", since=NOON, suppressed=suppressed)


def test_what_is_written_can_be_read_again(tmp_path: Path) -> None:
    out = io.StringIO()
    assert write_list([known(), known("bo@example.org", 'Bo "the", Bold')], out) == 2
    entries = read_list(listed(tmp_path, out.getvalue())).entries
    assert [(entry.email, entry.name) for entry in entries] == [
        ("ada@example.org", "Ada"),
        ("bo@example.org", 'Bo "the", Bold'),
    ]


def test_who_has_not_said_yes_has_the_link_beside_them() -> None:
    out = io.StringIO()
    write_list([known()], out, "https://mail.example.org/c/")
    assert out.getvalue().splitlines()[1] == (
        "ada@example.org,Ada,en,form,2023-11-06,unconfirmed,https://mail.example.org/c/t0k3n"
    )


def test_nothing_that_somebody_wrote_becomes_a_formula() -> None:
    out = io.StringIO()
    write_list([known(name='=HYPERLINK("https://evil.example")')], out)
    assert "'=HYPERLINK" in out.getvalue()
