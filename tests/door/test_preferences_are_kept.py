"""/p/TOKEN: name, language, a break; and /c/TOKEN, the yes to a double opt-in."""

from datetime import timedelta

import pytest
from door.house import ENDS, NOBODY, House

from scheduler.models import Suppression


def test_the_form_shows_what_is_kept(house: House) -> None:
    token = house.joined(name='Amina "<b>" Diallo', language="fr")
    page = house.get(f"/p/{token}").text
    assert 'value="Amina &#34;&lt;b&gt;&#34; Diallo"' in page
    assert '<option value="fr" lang="fr" selected>' in page
    assert '<html lang="fr" dir="ltr">' in page


def test_name_and_language_are_kept_and_the_page_says_so_in_the_new_language(house: House) -> None:
    token = house.joined()
    page = house.post(f"/p/{token}", {"name": " Amina  D.\r\nBcc: x", "language": "es", "break": "none"}).text
    kept = house.of(token).subscriber
    assert (kept.name, kept.language) == ("Amina D. Bcc: x", "es")
    assert 'role="status">Sus preferencias están guardadas.' in page


@pytest.mark.parametrize(("chosen", "until"), [("1", 1), ("3", 3), ("45", 45)])
def test_a_break_of_some_days_lasts_so_long(house: House, chosen: str, until: int) -> None:
    token = house.joined()
    house.post(f"/p/{token}", {"break": chosen})
    assert house.of(token).paused_until == house.now + timedelta(days=until)
    assert not house.gets_mail(token)
    house.now += timedelta(days=until)
    assert house.gets_mail(token)


def test_a_break_may_last_until_the_campaign_ends(house: House) -> None:
    token = house.joined()
    house.post(f"/p/{token}", {"break": "end"})
    assert house.of(token).paused_until == ENDS


def test_a_break_is_shown_goes_on_when_kept_and_can_be_ended(house: House) -> None:
    token = house.joined()
    house.post(f"/p/{token}", {"break": "3"})
    assert 'value="keep" checked> <span>Break until November 9, 2023, as it is now' in house.get(f"/p/{token}").text
    house.post(f"/p/{token}", {"break": "keep", "name": "A."})
    assert house.of(token).paused_until == house.now + timedelta(days=3)
    house.post(f"/p/{token}", {"break": "none"})
    assert house.of(token).paused_until is None


@pytest.mark.parametrize("wrong", ["-3", "0", "91", "3.5", "٣", "9" * 400, "soon"])
def test_a_break_that_makes_no_sense_changes_nothing(house: House, wrong: str) -> None:
    token = house.joined()
    house.post(f"/p/{token}", {"break": "3"})
    assert house.post(f"/p/{token}", {"break": wrong}).status_code == 200
    assert house.of(token).paused_until == house.now + timedelta(days=3)


def test_a_language_that_we_do_not_speak_changes_nothing(house: House) -> None:
    token = house.joined(language="pt")
    house.post(f"/p/{token}", {"language": "tlh"})
    assert house.of(token).subscriber.language == "pt"


def test_nobody_changes_what_only_the_token_opens(house: House) -> None:
    token = house.joined()
    told = house.post(f"/p/{NOBODY}", {"name": "Eve", "break": "3"})
    assert told.status_code == 200
    assert house.of(token).subscriber.name == "Amina Diallo"


def test_whoever_left_is_not_brought_back_by_saving(house: House) -> None:
    token = house.joined()
    house.post(f"/u/{token}", {"do": "leave"})
    house.post(f"/p/{token}", {"name": "A.", "break": "none"})
    assert house.of(token).suppressed is Suppression.UNSUBSCRIBED
    assert not house.gets_mail(token)


def test_without_a_yes_nothing_is_sent_and_looking_is_no_yes(house: House) -> None:
    token = house.joined(confirmed=False)
    assert "Yes, send it to me" in house.get(f"/c/{token}").text
    assert not house.gets_mail(token)
    assert "You are on the list" in house.post(f"/c/{token}", {"do": "confirm"}).text
    assert house.gets_mail(token)


def test_the_first_yes_is_the_one_that_is_kept(house: House) -> None:
    token, first = house.joined(confirmed=False), house.now
    house.post(f"/c/{token}", {"do": "confirm"})
    house.now += timedelta(hours=5)
    house.post(f"/c/{token}", {"do": "confirm"})
    assert house.of(token).confirmed == first
