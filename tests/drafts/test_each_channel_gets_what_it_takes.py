"""The words for each channel: within its limit as the network counts, with link, hashtags and person."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drafts.draft_samples import BLOG_TEXT, LINK, PARTS, blog, calendar, profile
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar_file import variants
from scheduler.drafts import verbatim
from scheduler.drafts.faithful import plain, sentences_of
from scheduler.drafts.marks import in_marks
from scheduler.drafts.person import not_shouted, person
from scheduler.drafts.variants import Texts, texts
from scheduler.models import Calendar, Channel, Post, Submission
from scheduler.platforms import load
from scheduler.settings import Credentials

HERE = Path("campaign")
MESSAGES = ("A well needs two handles.", "A street needs one rule.", "An office needs a bench.", "A bench needs paint.")


def written(submission: Submission, week: Calendar) -> tuple[Post, Texts]:
    post = Post(id=submission.id, link=week.campaign.link)
    said = texts(submission, post, week)
    return replace(post, text=said.text, overrides=said.overrides), said


def counted(post: Post, week: Calendar) -> Iterator[tuple[int, int]]:
    """Length and limit of every part that goes out, as its network counts."""
    for variant in variants(post, week):
        known = week.channels[variant.channel]
        platform = load(known.platform)(known, Credentials(channel=variant.channel))
        for part in variant.parts():
            yield platform.count(platform.compose(part)), platform.limits.text


def short(said: Texts) -> str:
    return said.overrides["x"].text or ""


def test_a_long_network_shares_the_text_and_a_short_one_has_its_own() -> None:
    _, said = written(profile(), calendar(HERE))
    assert set(said.overrides) == {"x"}
    assert len(short(said)) < len(said.text)


def test_a_profile_begins_with_the_person() -> None:
    _, said = written(profile(), calendar(HERE))
    line = "Ines Okafor, Community Worker, Two Rivers Circle (Ghana)"
    assert said.text.splitlines()[0] == line
    assert short(said).splitlines()[0] == line


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"title": None}, "Ines Okafor, Two Rivers Circle (Ghana)"),
        ({"organisation": None, "country": None}, "Ines Okafor, Community Worker"),
        ({"name": None, "author": "I. O."}, "I. O., Community Worker, Two Rivers Circle (Ghana)"),
        ({"name": None, "title": None, "organisation": None}, ""),
        ({"language": "ar"}, "Ines Okafor، Community Worker، Two Rivers Circle (Ghana)"),
        ({"language": "am"}, "Ines Okafor፣ Community Worker፣ Two Rivers Circle (Ghana)"),
    ],
)
def test_what_is_not_known_of_the_person_is_left_out(changes: dict[str, Any], line: str) -> None:
    assert person(profile(**changes)) == line


@pytest.mark.parametrize(
    ("name", "written", "remark"),
    [
        ("INES OKAFOR", "Ines Okafor", "capitals throughout"),
        ("SIOBHÁN O’CONNOR-MCBRIDE", "Siobhán O’Connor-Mcbride", "an apostrophe, a hyphen"),
        ("LI WEI", "Li Wei", "two letters"),
        ("JP MCALLISTER", "JP McAllister", "initials, and Mc"),
        ("DUBOIS Claire", "DUBOIS Claire", "only a part of it"),
        ("UNHCR", "UNHCR", "one word may be an abbreviation"),
        ("I. O.", "I. O.", "initials only"),
        ("فاطمة المصري", "فاطمة المصري", "a script without capitals"),
    ],
)
def test_a_name_is_not_shouted(name: str, written: str, remark: str) -> None:
    assert not_shouted(name) == written, remark


def test_who_shouts_their_name_shouts_the_rest() -> None:
    shouted = profile(name="INES OKAFOR", title="COMMUNITY WORKER", organisation="TWO RIVERS CIRCLE", country="GHANA")
    assert person(shouted) == "Ines Okafor, Community Worker, Two Rivers Circle (GHANA)"
    assert person(profile(organisation="UNITED AID")).endswith("UNITED AID (Ghana)")


def test_capitals_of_other_alphabets_are_left_alone() -> None:
    assert person(profile(name="IŞIL KAYA", title="", organisation="", country="", language="tr")) == "IŞIL KAYA"


def test_a_worker_who_tells_it_in_person_is_in_quotation_marks() -> None:
    _, said = written(profile(), calendar(HERE))
    assert "“I visit forty households on both banks of the river. On Fridays I train volunteers.”" in said.text
    _, french = written(profile(language="fr", role="Je visite quarante familles."), calendar(HERE))
    assert "«\u00a0Je visite quarante familles.\u00a0»" in french.text


def test_a_short_network_has_one_passage_not_pieces_of_several() -> None:
    _, said = written(profile(), calendar(HERE))
    assert short(said).count("“") == 1
    assert "“Last year sixty people found work through our notice board. Fifty of them still have it.”" in short(said)


def test_an_answer_of_an_interview_is_in_quotation_marks() -> None:
    told = profile(third_person=True, role="Ines: I visit forty households on both banks of the river.")
    assert "“I visit forty households on both banks of the river.”" in written(told, calendar(HERE))[1].text


@pytest.mark.parametrize(
    ("passage", "shown", "remark"),
    [
        ("I sit down.", "“I sit down.”", "no marks"),
        ("“I sit down.”", "“I sit down.”", "no second pair"),
        ('"I sit down."', "“I sit down.”", "straight ones"),
        ('"I sit down. I wait.', "“I sit down. I wait.”", "a pair that is closed later"),
        ("I sit down. I wait.”", "“I sit down. I wait.”", "a pair that was opened before"),
        ("“Come in,” I say.", "‘“Come in,” I say.’", "theirs inside ours"),
        ('They call me "my daughter".', "‘They call me “my daughter”.’", "straight ones inside"),
        ("It's my neighbour's chair.", "“It’s my neighbour’s chair.”", "straight apostrophes"),
    ],
)
def test_marks_are_set_as_a_printer_would(passage: str, shown: str, remark: str) -> None:
    assert in_marks([passage], "en") == [shown], remark
    assert plain(passage).strip('"') in plain(shown), remark


def test_all_passages_of_a_post_have_the_same_marks() -> None:
    assert in_marks(["I sit down.", "“Come in,” I say."], "en") == ["‘I sit down.’", "‘“Come in,” I say.’"]
    assert in_marks(['Je dis "entrez".'], "fr") == ["«\u00a0Je dis “entrez”.\u00a0»"]


def test_somebody_elses_words_are_not() -> None:
    role = "Ines visits forty households on both banks of the river."
    _, said = written(profile(third_person=True, role=role), calendar(HERE))
    assert f"\n\n{role}\n\n" in said.text


def test_a_blog_begins_with_its_title_and_who_wrote_it() -> None:
    _, said = written(blog(), calendar(HERE))
    assert said.text.startswith("The well in our street\nPio Mensah\n\n")
    assert short(said).startswith("The well in our street\n\nThe well in our street had two handles and one rule.")


def test_a_long_text_has_three_to_five_sentences() -> None:
    long = blog(text=" ".join(f"The bench was painted by neighbour {number} in spring." for number in range(30)))
    _, said = written(long, calendar(HERE))
    assert 3 <= said.text.count("in spring.") <= 5


def test_the_campaigns_hashtags_end_the_text() -> None:
    _, said = written(profile(), calendar(HERE))
    assert said.text.endswith("\n\n#OurWeek #SocialServiceWorkforce")


def test_hashtags_go_before_words_do() -> None:
    sentence = "The bench in our street " + "and the chair " * 15 + "were painted."
    for letters, tags in ((200, "#OurWeek #SocialServiceWorkforce"), (230, "#OurWeek"), (250, "")):
        words = sentence[: letters - 1].rstrip() + "."
        _, said = written(blog(title="", text=words), calendar(HERE))
        assert short(said) == f"{words}\n\n{tags}".strip()


def test_the_title_goes_before_the_last_words_do() -> None:
    words = "The bench in our street " + "and the chair " * 15 + "were painted."
    _, said = written(blog(title="A title that is rather long", text=words), calendar(HERE))
    assert short(said) == words


def test_when_no_words_fit_the_title_and_hashtags_remain() -> None:
    endless = "The bench " + "and the chair " * 40 + "were painted."
    _, said = written(blog(text=endless), calendar(HERE))
    assert short(said) == "The well in our street\n\n#OurWeek #SocialServiceWorkforce"
    _, of_worker = written(profile(role=endless, support="", love="", why="", text=""), calendar(HERE))
    assert short(of_worker).startswith("Ines Okafor, Community Worker")


def test_a_campaign_without_hashtags_or_link_has_none() -> None:
    week = calendar(HERE)
    bare = replace(week, campaign=replace(week.campaign, hashtags=(), link=""))
    post, said = written(blog(), bare)
    assert "#" not in said.text
    assert post.link == ""


# --- threads ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("messages", "parts", "remark"),
    [
        ([130, 115], 2, "two that one part holds"),
        ([90, 70, 70], 2, "three that one part holds"),
        ([120, 120, 120], 3, "three that need two"),
        ([120, 120, 120, 120], 3, "four, two and two"),
        ([200, 200, 200], 4, "three, each long"),
    ],
)
def test_key_messages_fill_as_few_parts_as_hold_them(messages: list[int], parts: int, remark: str) -> None:
    week = calendar(HERE)
    told = [f"{'The bench and the chair ' * 20}"[:length].rstrip() + "." for length in messages]
    post, said = written(blog(own_summary=" ".join(told)), week)
    thread = said.overrides["x"].thread
    assert len(thread) == parts, remark
    assert thread[0].startswith("The well in our street\n\nThe well in our street had two handles")
    assert "#OurWeek" in thread[0]
    assert " ".join(thread[1:]) == " ".join(told)
    assert [bool(part.link) for part in variants(post, week)[0].parts()] == [False] * (parts - 1) + [True]


def test_the_parts_of_a_thread_are_evenly_filled() -> None:
    told = [f"Rule {word}: {'sit down and ' * 7}wait." for word in ("one", "two", "three", "four")]
    _, said = written(blog(own_summary=" ".join(told)), calendar(HERE))
    _, one, two = said.overrides["x"].thread
    assert (one, two) == (" ".join(told[:2]), " ".join(told[2:]))


def test_key_messages_that_one_post_holds_are_no_thread() -> None:
    _, said = written(blog(own_summary=" ".join(MESSAGES[:3])), calendar(HERE))
    assert short(said).startswith(f"The well in our street\n\n{' '.join(MESSAGES[:3])}")


def test_more_key_messages_than_a_thread_holds_are_none() -> None:
    told = " ".join(f"{'The bench and the chair ' * 10}painted {number}." for number in range(5))
    _, said = written(blog(own_summary=told), calendar(HERE))
    assert said.overrides["x"].thread == ()


def test_one_key_message_is_no_thread() -> None:
    _, said = written(blog(own_summary=MESSAGES[0]), calendar(HERE))
    assert said.overrides["x"].thread == ()
    assert MESSAGES[0] in short(said)


def test_a_profile_is_never_a_thread() -> None:
    post, _ = written(profile(own_summary=" ".join(MESSAGES)), calendar(HERE))
    assert [len(variant.parts()) for variant in variants(post, calendar(HERE))] == [1, 1]


def test_key_messages_that_are_too_long_for_a_part_are_no_thread() -> None:
    endless = "The bench " + "and the chair " * 30 + "were painted."
    _, said = written(blog(own_summary=f"{endless} {MESSAGES[0]}"), calendar(HERE))
    assert said.overrides["x"].thread == ()


def test_the_long_network_has_the_key_messages_in_one_text() -> None:
    _, said = written(blog(own_summary=" ".join(MESSAGES)), calendar(HERE))
    assert " ".join(MESSAGES) in said.text


# --- any campaign -----------------------------------------------------------------------------------------------------


def test_with_short_networks_only_they_share_their_text() -> None:
    week = calendar(HERE, channels={name: Channel(name=name, platform="x") for name in ("one", "two")})
    post, said = written(blog(), week)
    assert said.text.startswith("The well in our street")
    assert said.overrides == {}
    assert all(length <= limit for length, limit in counted(post, week))


def test_without_channels_there_is_nothing_to_say() -> None:
    assert written(blog(), calendar(HERE, channels={}))[1] == Texts(text="", overrides={})


def test_the_room_is_counted_with_the_link_and_its_tags_as_they_are_sent() -> None:
    week = calendar(HERE)
    words = "The bench in our street " + "and the chair " * 15 + "were painted."
    submission = blog(title="", text=words)
    fits = replace(week, campaign=replace(week.campaign, link=""))
    spacious = short(written(submission, fits)[1])
    crowded = short(written(submission, week)[1])
    assert "#OurWeek" in spacious
    assert "#OurWeek" not in crowded


SENTENCE = st.sampled_from(
    [
        *[sentence.text for sentence in sentences_of(BLOG_TEXT)],
        "نفتح الباب كل صباح، والشاي جاهز لكل من يأتي إلينا.",
        "ቡና ሲፈላ የሚመጣውን ጸጥታ እወዳለሁ።",
        "हम हर सुबह दरवाज़ा खोलते हैं और चाय बनाते हैं।",
        "We laughed 🎉🎉🎉 and read example.org together.",
        "I sat down, and they sat down, and the whole street sat down with us, until the kettle sang and sang again.",
    ]
)


@given(
    told=st.lists(SENTENCE, max_size=12).map(" ".join),
    own=st.lists(SENTENCE, max_size=5).map(" ".join),
    title=st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=120),
    tags=st.lists(st.sampled_from(["#OurWeek", "#SocialServiceWorkforce", "#أسبوعنا"]), max_size=3, unique=True),
    link=st.sampled_from(["", LINK, "https://example.org/" + "very-long-path/" * 20]),
    is_profile=st.booleans(),
)
def test_no_draft_is_ever_too_long_and_none_holds_foreign_words(
    told: str, own: str, title: str, tags: list[str], link: str, is_profile: bool
) -> None:
    week = calendar(HERE)
    week = replace(week, campaign=replace(week.campaign, hashtags=tuple(tags), link=link))
    make = profile if is_profile else blog
    submission = make(own_summary=own, text=told, title=title)
    post, said = written(submission, week)
    assert all(length <= limit for length, limit in counted(post, week))
    of_profile = [value for name in ("role", "support", "love", "why") if (value := getattr(PARTS, name))]
    source = "\n\n".join([told, own, *(of_profile if is_profile else [])])
    for part in said.overrides["x"].thread[1:] if "x" in said.overrides else ():
        assert verbatim([sentence.text for sentence in sentences_of(part)], source)
