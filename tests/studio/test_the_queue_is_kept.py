"""The queue: what needs somebody on top, what goes out next, and many drafts approved at once, as they were seen."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from campaigns import post
from studio.facts import DUE, failed, planned, published, said, seen_on, stored, unclear
from studio.open_studio import Open, opened

from scheduler.models import State, Status

TOO_LONG = f"text: '{'so much to say ' * 30}'"


def status_of(studio: Open, name: str) -> Status:
    return next(each.status for each in studio.calendar().posts if each.id == name)


def state_of(studio: Open, key: str) -> State:
    row = studio.ledger.delivery(key)
    assert row
    return row.state


def test_what_goes_out_next_stands_first_under_its_day(tmp_path: Path) -> None:
    posts = (post("later", "2023-11-07 09:00"), post("soon"), post("draft", "2023-11-06 15:30", "draft"))
    with opened(tmp_path, *posts) as studio:
        page = studio.get("/queue").text.split('id="next"')[1]
        order = ["Today, Monday 6 November", "This is soon", "Tuesday 7 November", "This is later", "This is draft"]
        assert sorted(order, key=page.index) == order
        assert "09:00 EST" in page
        assert "in 1 h" in page


def test_selected_drafts_are_approved_as_they_were_seen(tmp_path: Path) -> None:
    days = {"a": "07", "b": "08", "c": "09"}
    with opened(tmp_path, *(post(name, f"2023-11-{day} 09:00", "draft") for name, day in days.items())) as studio:
        page = studio.get("/queue").text
        fields = {f"seen-{name}": seen_on(page, name) for name in days}
        answer = studio.post("/queue/approve", **fields, **{"approve-a": "on", "approve-b": "on"})
        assert said(answer.text) == "Approved 2 posts. Saved to posts.yaml."
        assert [status_of(studio, name) for name in days] == [Status.APPROVED, Status.APPROVED, Status.DRAFT]
        bound = next(each.approval for each in studio.calendar().posts if each.id == "a")
        assert bound
        assert (bound.by, bool(bound.content)) == ("Ada", True)


def test_all_that_are_shown_are_approved_with_one_button_and_taken_back_with_another(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", "2023-11-07 09:00", "draft"), post("b", "2023-11-08 09:00", "draft")) as studio:
        before, page = studio.text(), studio.get("/queue").text
        studio.post("/queue/approve", all="yes", **{f"seen-{name}": seen_on(page, name) for name in "ab"})
        assert {status_of(studio, name) for name in "ab"} == {Status.APPROVED}
        studio.post("/undo", number="")
        assert studio.text() == before


def test_what_was_edited_meanwhile_is_not_approved_and_neither_is_the_rest(tmp_path: Path) -> None:
    drafts = post("a", "2023-11-07 09:00", "draft"), post("b", "2023-11-08 09:00", "draft")
    with opened(tmp_path, *drafts) as studio:
        page = studio.get("/queue").text
        studio.write(drafts[0], drafts[1].replace("This is b", "Something else"))
        answer = studio.post("/queue/approve", all="yes", **{f"seen-{name}": seen_on(page, name) for name in "ab"})
        assert answer.status_code == 409
        assert "b changed meanwhile" in said(answer.text)
        assert "Something else" in answer.text
        assert {status_of(studio, name) for name in "ab"} == {Status.DRAFT}


def test_a_form_that_does_not_say_what_it_showed_approves_nothing(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", "2023-11-07 09:00", "draft")) as studio:
        assert studio.post("/queue/approve", **{"approve-a": "on"}).status_code == 409
        assert status_of(studio, "a") is Status.DRAFT


def test_what_check_finds_an_error_in_is_refused_in_words_and_the_rest_is_approved(tmp_path: Path) -> None:
    drafts = post("fine", "2023-11-07 09:00", "draft"), post("long", "2023-11-08 09:00", "draft", TOO_LONG)
    with opened(tmp_path, *drafts) as studio:
        page = studio.get("/queue").text
        names = ("fine", "long")
        answer = studio.post("/queue/approve", all="yes", **{f"seen-{name}": seen_on(page, name) for name in names})
        assert answer.status_code == 422
        refused = answer.text.split('id="refused"')[1].split("</section>")[0]
        assert "so much to say" in refused
        assert "280" in refused
        assert [status_of(studio, name) for name in names] == [Status.APPROVED, Status.DRAFT]


def test_what_failed_stands_on_top_with_the_networks_words_and_is_sent_again(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more="channels: [x]")) as studio:
        failed(studio, "a", words="(403) Not permitted.")
        top = studio.get("/queue").text.split('id="next"')[0]
        assert "(403) Not permitted." in top
        answer = studio.post("/deliveries", do="retry", **{"key-0": "a/x/1"})
        assert said(answer.text) == "a on x: Ada sends it again."
        assert state_of(studio, "a/x/1") is State.RETRYING
        assert [each.what for each in studio.ledger.decisions()] == ["retry"]


def test_what_failed_for_one_reason_on_two_channels_is_settled_together(tmp_path: Path) -> None:
    with opened(tmp_path, post("a")) as studio:
        failed(studio, "a", "x", words="The link is blocked.")
        failed(studio, "a", "facebook", words="The link is blocked.")
        assert studio.get("/queue").text.count("The link is blocked.</p>") == 1
        studio.post("/deliveries", do="skip", **{"key-0": "a/x/1", "key-1": "a/facebook/1"})
        assert {state_of(studio, f"a/{name}/1") for name in ("x", "facebook")} == {State.CANCELLED}


def test_what_could_be_settled_is_told_apart_from_what_could_not(tmp_path: Path) -> None:
    with opened(tmp_path, post("a")) as studio:
        failed(studio, "a", "x")
        published(studio, "a", "facebook")
        answer = studio.post("/deliveries", do="retry", **{"key-0": "a/x/1", "key-1": "a/facebook/1"})
        assert said(answer.text) == "a on x: Ada sends it again."
        assert "a/facebook/1 is published." in answer.text
        assert state_of(studio, "a/x/1") is State.RETRYING


def test_of_what_is_unclear_the_evidence_is_shown(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more="channels: [x]")) as studio:
        unclear(studio, "a")
        top = studio.get("/queue").text.split('id="next"')[0]
        told = ["09:00:00 EST", "sent", "09:00:10 EST", "The answer was lost.", "09:00:25 EST"]
        assert sorted(told, key=top.index) == told
        assert "looked 1 time" in top


def test_what_is_looked_for_by_itself_says_when_in_the_campaigns_time_and_once(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more="channels: [x]")) as studio:
        at = DUE + timedelta(minutes=2)
        stored(studio, replace(unclear(studio, "a"), wake=at), DUE + timedelta(seconds=30))
        top = studio.get("/queue").text.split('id="next"')[0]
        assert "It looks at the account again by itself at 09:02 EST." in top
        assert top.count("looks at the account again") == 1


def test_whoever_looked_says_that_it_is_out_and_where(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more="channels: [x]")) as studio:
        unclear(studio, "a")
        studio.post("/deliveries", do="out", url="https://network.example/status/1717", **{"key-0": "a/x/1"})
        row = studio.ledger.delivery("a/x/1")
        assert row
        assert (row.state, row.receipt and row.receipt.id) == (State.PUBLISHED, "1717")


def test_out_without_an_address_is_asked_for(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more="channels: [x]")) as studio:
        unclear(studio, "a")
        assert "It is out, but where?" in studio.post("/deliveries", do="out", **{"key-0": "a/x/1"}).text
        assert state_of(studio, "a/x/1") is State.UNCONFIRMED


def test_whoever_looked_says_that_it_is_not_out_and_it_is_sent(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more="channels: [x]")) as studio:
        unclear(studio, "a")
        studio.post("/deliveries", do="not out", **{"key-0": "a/x/1"})
        assert state_of(studio, "a/x/1") is State.RETRYING


def test_what_is_out_is_not_sent_again_by_an_old_page(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more="channels: [x]")) as studio:
        published(studio, "a")
        assert "a/x/1 is published." in studio.post("/deliveries", do="retry", **{"key-0": "a/x/1"}).text
        assert state_of(studio, "a/x/1") is State.PUBLISHED


def test_what_no_service_has_seen_yet_offers_no_decision(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more="channels: [x]")) as studio:
        studio.clock.forward(hours=9)
        top = studio.get("/queue").text.split('id="next"')[0]
        assert "missed" in top
        assert 'value="retry"' not in top
        assert "The service has not seen it yet" in top


def test_a_paused_channel_is_told_once_and_its_posts_stay_in_the_queue(tmp_path: Path) -> None:
    with opened(
        tmp_path, post("a", more="channels: [x]"), post("b", "2023-11-07 09:00", more="channels: [x]")
    ) as studio:
        planned(studio, "a")
        studio.ledger.pause("x", "The token was refused.", studio.clock())
        top, rest = studio.get("/queue").text.split('id="next"')
        assert "x is paused" in top
        assert "2 posts wait" in top
        assert "This is a" in rest
        assert "This is b" in rest
