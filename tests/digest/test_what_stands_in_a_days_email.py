"""Which posts stand in a day's e-mail, in which order, and what is said of them."""

from pathlib import Path

import pytest
from digest.digest_samples import CARD, DIGEST, FILM, MONDAY, NOW, TUESDAY, calendar_of, composed, ids, post, row

from scheduler.digest.content import Section
from scheduler.errors import DigestError
from scheduler.models import State
from scheduler.submissions import RECORD_FILE, Record

LONG = "One sentence of some forty characters. " * 30


def test_the_posts_of_the_day_in_the_order_of_their_hours(tmp_path: Path) -> None:
    posts = (post("noon", "2023-11-06 12:00"), post("dawn", "2023-11-06 06:00"), post("later", "2023-11-07 09:00"))
    assert ids(composed(calendar_of(tmp_path, *posts))) == ["dawn", "noon"]


def test_a_day_may_have_another_order_and_leave_posts_out(tmp_path: Path) -> None:
    says = DIGEST + "  days: {2023-11-06: {order: [c, b], leave_out: [d]}}\n"
    posts = [post(name, f"2023-11-06 1{number}:00") for number, name in enumerate("abcd")]
    assert ids(composed(calendar_of(tmp_path, *posts, digest=says))) == ["c", "b", "a"]


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_what_nobody_approved_is_not_in_it(status: str, tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, post("good"), post("other", "2023-11-06 10:00", status=status))
    assert ids(composed(calendar)) == ["good"]


def test_what_was_changed_after_its_approval_is_not_in_it(tmp_path: Path) -> None:
    approval = "approval: {by: editor, at: 2023-10-30T14:02:00Z, content: 00000000}"
    calendar = calendar_of(tmp_path, post("good"), post("other", "2023-11-06 10:00", approval))
    assert ids(composed(calendar)) == ["good"]


@pytest.mark.parametrize("state", [State.FAILED, State.CANCELLED, State.MISSED])
def test_what_the_ledger_says_will_not_go_out_is_not_in_it(state: State, tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, post("good"), post("other", "2023-11-06 10:00", "channels: [x]"))
    assert ids(composed(calendar, rows=row("other/x/1", state, calendar))) == ["good"]


@pytest.mark.parametrize("state", [State.PUBLISHED, State.PUBLISHING, State.RETRYING, State.UNCONFIRMED, State.PLANNED])
def test_what_is_out_or_on_its_way_is_in_it(state: State, tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, post("good", "2023-11-06 07:00", "channels: [x]"))
    assert ids(composed(calendar, rows=row("good/x/1", state, calendar))) == ["good"]


def test_a_post_that_failed_on_one_channel_is_told_in_the_words_of_another(tmp_path: Path) -> None:
    own = "variants: {x: {text: Short for X.}, facebook: {text: Long for Facebook.}}"
    calendar = calendar_of(tmp_path, post("both", "2023-11-06 09:00", own))
    (story,) = composed(calendar, rows=row("both/facebook/1", State.FAILED, calendar)).edition.stories
    assert story.paragraphs == ("Short for X.",)


def test_the_words_are_those_of_the_channel_with_most_room(tmp_path: Path) -> None:
    own = "variants: {x: {text: Short for X.}, facebook: {text: Long for Facebook.}}"
    (story,) = composed(calendar_of(tmp_path, post("both", "2023-11-06 09:00", own))).edition.stories
    assert story.paragraphs == ("Long for Facebook.",)


def test_a_thread_is_told_as_one_text(tmp_path: Path) -> None:
    own = ("channels: [x]", "variants: {x: {thread: [First part., 'Second part. #Week']}}")
    (story,) = composed(calendar_of(tmp_path, post("thread", "2023-11-06 09:00", *own))).edition.stories
    assert story.paragraphs == ("First part.", "Second part.")


def test_who_agreed_to_social_media_but_not_to_email_is_not_in_it(tmp_path: Path) -> None:
    record = Record(tmp_path / RECORD_FILE)
    record.consent("other", by="editor", uses="words, name, picture, social media, not e-mail", now=NOW)
    calendar = calendar_of(tmp_path, post("good"), post("other", "2023-11-06 10:00", "submission: other"))
    assert ids(composed(calendar)) == ["good"]


def test_who_agreed_to_email_is_in_it_and_not_once_they_withdrew(tmp_path: Path) -> None:
    record = Record(tmp_path / RECORD_FILE)
    record.consent("other", by="editor", uses="all", now=NOW)
    calendar = calendar_of(tmp_path, post("good"), post("other", "2023-11-06 10:00", "submission: other"))
    assert ids(composed(calendar)) == ["good", "other"]
    record.withdraw("other", by="editor", why="asked", now=NOW)
    assert ids(composed(calendar)) == ["good"]


def test_hashtags_at_the_end_go_and_those_within_a_sentence_stay(tmp_path: Path) -> None:
    said = "Our #Week begins.\n\nRead along. #Week #Workforce\n\n#OneMore #AndMore"
    (story,) = composed(calendar_of(tmp_path, post("a", text=said))).edition.stories
    assert story.paragraphs == ("Our #Week begins.", "Read along.")


def test_a_hashtag_that_is_a_sentences_last_word_stays(tmp_path: Path) -> None:
    (story,) = composed(calendar_of(tmp_path, post("a", text="Today we all write #Week"))).edition.stories
    assert story.paragraphs == ("Today we all write #Week",)


def test_a_long_text_with_a_link_ends_after_a_whole_sentence(tmp_path: Path) -> None:
    (story,) = composed(
        calendar_of(tmp_path, post("a", "2023-11-06 09:00", "link: https://example.org/a", text=LONG))
    ).edition.stories
    (told,) = story.paragraphs
    assert told.endswith("characters.")
    assert 600 < len(told) <= 700
    assert LONG.startswith(told)
    assert not story.whole


def test_a_long_text_that_leads_nowhere_is_told_to_its_end(tmp_path: Path) -> None:
    (story,) = composed(calendar_of(tmp_path, post("a", text=LONG))).edition.stories
    assert story.paragraphs == (LONG.strip(),)


def test_the_link_tells_that_it_was_in_an_email(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, post("a", "2023-11-06 09:00", "link: https://example.org/a"))
    (story,) = composed(calendar).edition.stories
    assert story.link == "https://example.org/a?utm_source=email&utm_content=a&utm_campaign=week"


def test_posts_stand_in_sections_by_what_they_hold(tmp_path: Path) -> None:
    made = composed(
        calendar_of(
            tmp_path,
            post("news", "2023-11-06 08:00"),
            post("ben", "2023-11-06 09:00", CARD, text="Ben Osei, Case worker, Open Doors (Ghana)\n\nHe works."),
            post("blog", "2023-11-06 10:00", text="The register\nAma Mensah, Care Institute\n\nIt began with a wall."),
            post("film", "2023-11-06 11:00", FILM),
            post("more", "2023-11-06 12:00"),
        )
    )
    found = {section: [story.id for story in stories] for section, stories in made.edition.sections}
    assert found == {
        Section.NEWS: ["news", "more"],
        Section.PEOPLE: ["ben"],
        Section.STORIES: ["blog"],
        Section.WATCH: ["film"],
    }


def test_what_a_person_said_a_submission_is_decides_its_section(tmp_path: Path) -> None:
    record = Record(tmp_path / RECORD_FILE)
    record.consent("mine", by="editor", uses="all", now=NOW)
    record.clear("mine", "kind:blog", by="editor", why="read it", now=NOW, told=["kind:blog"])
    made = composed(calendar_of(tmp_path, post("ben", "2023-11-06 09:00", CARD, "submission: mine")))
    assert [section for section, _ in made.edition.sections] == [Section.STORIES]


def test_a_card_names_the_person_and_its_line_is_not_said_twice(tmp_path: Path) -> None:
    said = "Ben Osei, Case worker, Open Doors (Ghana)\n\nHe works where others rest."
    (story,) = composed(calendar_of(tmp_path, post("ben", "2023-11-06 09:00", CARD, text=said))).edition.stories
    assert (story.heading, story.byline) == ("Ben Osei", "Case worker · Open Doors · Ghana")
    assert story.paragraphs == ("He works where others rest.",)
    assert story.quote == "“The door was open.”"


def test_a_quote_that_the_text_has_word_by_word_stands_there_once(tmp_path: Path) -> None:
    said = "Ben Osei, Case worker\n\n“The door was open. I went in.”"
    (story,) = composed(calendar_of(tmp_path, post("ben", "2023-11-06 09:00", CARD, text=said))).edition.stories
    assert story.quote == ""


def test_a_blogs_title_and_author_stand_above_it(tmp_path: Path) -> None:
    said = "The register on the wall\nAma Mensah, Care Institute (Ghana)\n\nIt began with a wall."
    (story,) = composed(calendar_of(tmp_path, post("blog", text=said))).edition.stories
    assert (story.heading, story.byline) == ("The register on the wall", "Ama Mensah, Care Institute (Ghana)")


def test_the_subject_names_campaign_day_and_who_is_in_it(tmp_path: Path) -> None:
    posts = (
        post("news", "2023-11-06 08:00"),
        post("ben", "2023-11-06 09:00", CARD),
        post("blog", "2023-11-06 10:00", text="The register\n\nIt began with a wall."),
    )
    assert composed(calendar_of(tmp_path, *posts)).edition.subject == "Our Week, day 1: Ben Osei and The register"


def test_of_many_the_first_three_are_named(tmp_path: Path) -> None:
    posts = [post(f"p{n}", f"2023-11-06 1{n}:00", text=f"Title {n}\n\nIt is number {n}.") for n in range(5)]
    assert composed(calendar_of(tmp_path, *posts)).edition.headline == "Title 0, Title 1, Title 2 and 2 more"


def test_a_day_of_news_is_called_by_its_first_sentence(tmp_path: Path) -> None:
    assert composed(calendar_of(tmp_path, post("a", text="It begins. Read on."))).edition.headline == "It begins."


def test_a_days_own_subject_and_introduction_have_their_placeholders_filled(tmp_path: Path) -> None:
    says = DIGEST + '  days: {2023-11-06: {subject: "{date}: {headline}", intro: "Day {day}. {theme}!"}}\n'
    made = composed(calendar_of(tmp_path, post("a", text="It begins."), digest=says)).edition
    assert made.subject == "Monday 6 November 2023: It begins."
    assert made.intro == ("Day 1. Ten years together!",)
    assert made.preheader == "Day 1. Ten years together!"


def test_a_placeholder_that_nobody_knows_makes_no_email(tmp_path: Path) -> None:
    says = DIGEST + '  subject: "{campain}"\n'
    with pytest.raises(DigestError, match="campain"):
        composed(calendar_of(tmp_path, post("a"), digest=says))


def test_tomorrow_is_told_without_what_is_held(tmp_path: Path) -> None:
    posts = (
        post("a"),
        post("ben", "2023-11-07 09:00", CARD),
        post("draft", "2023-11-07 10:00", status="draft"),
    )
    made = composed(calendar_of(tmp_path, *posts)).edition
    assert made.next_day == TUESDAY
    assert [(each.name, each.byline) for each in made.coming] == [("Ben Osei", "Case worker · Open Doors · Ghana")]


def test_after_the_last_post_nothing_is_promised(tmp_path: Path) -> None:
    made = composed(calendar_of(tmp_path, post("a"))).edition
    assert (made.next_day, made.coming) == (None, ())


def test_a_day_without_posts_has_no_email_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match="There is nothing on that day"):
        composed(calendar_of(tmp_path, post("a")), TUESDAY)


def test_a_day_of_drafts_has_no_email(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match="There is nothing on that day"):
        composed(calendar_of(tmp_path, post("a", status="draft")), MONDAY)


def test_a_calendar_without_a_digest_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match="no `digest`"):
        composed(calendar_of(tmp_path, post("a"), digest=""))
