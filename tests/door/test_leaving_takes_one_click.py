"""Unsubscribing: by the mail provider (RFC 8058), by the button, by nothing that only looks."""

import re

import pytest
import requests
from door.house import NOBODY, House

from scheduler.models import Suppression

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def test_the_providers_post_unsubscribes_at_once_without_cookie_or_redirect(house: House) -> None:
    token = house.joined()
    told = house.post(f"/u/{token}", ONE_CLICK)
    assert (told.status_code, told.history, "set-cookie" in told.headers) == (200, [], False)
    assert house.of(token).suppressed is Suppression.UNSUBSCRIBED


def test_a_multipart_post_does_the_same(house: House) -> None:
    token = house.joined()
    told = requests.post(f"{house.url}/u/{token}", files={"List-Unsubscribe": (None, "One-Click")}, timeout=10)
    assert told.status_code == 200
    assert house.of(token).suppressed is Suppression.UNSUBSCRIBED


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", ""])
def test_a_provider_that_names_another_type_is_understood(house: House, kind: str) -> None:
    token = house.joined()
    body = b"List-Unsubscribe=One-Click\r\n"
    requests.post(f"{house.url}/u/{token}", data=body, headers={"Content-Type": kind}, timeout=10)
    assert house.of(token).suppressed is Suppression.UNSUBSCRIBED


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])
def test_whatever_only_looks_at_the_link_unsubscribes_nobody(house: House, method: str) -> None:
    token = house.joined()
    requests.request(method, f"{house.url}/u/{token}?List-Unsubscribe=One-Click&do=leave", timeout=10)
    assert house.of(token).suppressed is None


def test_a_post_that_does_not_say_so_unsubscribes_nobody(house: House) -> None:
    token = house.joined()
    assert house.post(f"/u/{token}", {"List-Unsubscribe": "Maybe"}).status_code == 400
    assert house.of(token).suppressed is None


def test_the_page_has_one_button_that_leaves_and_no_script(house: House) -> None:
    token = house.joined()
    page = house.get(f"/u/{token}").text
    (button,) = re.findall(r"<button name=\"(\w+)\" value=\"(\w+)\"", page)
    assert "<script" not in page
    house.post(f"/u/{token}", dict([button]))
    assert house.of(token).suppressed is Suppression.UNSUBSCRIBED


def test_whoever_did_not_mean_to_comes_back_by_one_button(house: House) -> None:
    token = house.joined()
    left = house.post(f"/u/{token}", {"do": "leave"}).text
    assert "I did not mean to" in left
    assert "You get the e-mails again" in house.post(f"/u/{token}", {"do": "undo"}).text
    assert house.of(token).suppressed is None


def test_the_link_of_somebody_who_left_offers_the_way_back(house: House) -> None:
    token = house.joined()
    house.post(f"/u/{token}", ONE_CLICK)
    assert 'value="undo"' in house.get(f"/u/{token}").text
    assert 'value="undo"' in house.get(f"/p/{token}").text


@pytest.mark.parametrize("reason", [Suppression.BOUNCED, Suppression.COMPLAINED])
def test_undo_brings_nobody_back_who_is_off_the_list_for_another_reason(house: House, reason: Suppression) -> None:
    token = house.joined()
    house.ledger.subscribers.suppress(house.of(token).hash, reason, house.now)
    assert "no longer on the list" in house.post(f"/u/{token}", {"do": "undo"}).text
    assert house.of(token).suppressed is reason


def test_leaving_twice_is_leaving_once(house: House) -> None:
    token = house.joined()
    answers = [house.post(f"/u/{token}", ONE_CLICK) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].text == answers[1].text


def test_a_token_that_nobody_has_meets_the_very_same_pages(house: House) -> None:
    known = house.joined()

    def shape(text: str) -> str:
        return re.sub(r"/([up])/[^\"]*\"", r"/\1/TOKEN", text)

    assert shape(house.get(f"/u/{NOBODY}").text) == shape(house.get(f"/u/{known}").text)
    assert shape(house.post(f"/u/{NOBODY}", ONE_CLICK).text) == shape(house.post(f"/u/{known}", ONE_CLICK).text)


@pytest.mark.parametrize("damaged", ["{token}.", "{cut}", "{token}%3E", "%2e%2e", "ä" * 22, "{token}{token}"])
def test_a_link_that_was_damaged_never_says_that_somebody_left(house: House, damaged: str) -> None:
    token = house.joined()
    path = "/u/" + damaged.format(token=token, cut=token[:-1])
    for told in (house.get(path), house.post(path, ONE_CLICK)):
        assert (told.status_code, "The link may be incomplete" in told.text) == (404, True)


def test_one_leaves_and_the_others_stay(house: House) -> None:
    one, other = house.joined("one@example.org"), house.joined("other@example.org")
    house.post(f"/u/{one}", ONE_CLICK)
    assert house.of(other).suppressed is None


def test_however_many_wrong_links_came_from_a_place_leaving_is_never_refused(house: House) -> None:
    token = house.joined()
    answers = {house.get(f"/p/{NOBODY[:-2]}{number:02}").status_code for number in range(35)}
    assert answers == {200, 429}
    assert house.post(f"/u/{token}", ONE_CLICK).status_code == 200
    assert house.of(token).suppressed is Suppression.UNSUBSCRIBED
