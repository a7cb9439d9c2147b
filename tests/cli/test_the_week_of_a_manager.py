"""intake, draft, approve, rehearse: the way from a folder of submissions to an approved week, by commands alone."""

import html
import json
import re

import pytest
from cli.shell import Shell, local, post, soon
from handed_in import BLOG, PROFILE, mail, picture

from scheduler.models import FindingKind, State


@pytest.fixture
def desk(shell: Shell) -> Shell:
    shell.write()
    (shell.folder / "posts.yaml").write_text(shell.calendar.replace("posts:\n", SLOTS), encoding="utf-8")
    (shell.folder / "submissions").mkdir()
    return shell


SLOTS = 'slots:\n  - {name: morning, days: [mon, tue, wed], at: "09:00"}   # three places\n'


def drop(shell: Shell, name: str, content: str | bytes) -> None:
    (shell.folder / "submissions" / name).write_bytes(content.encode() if isinstance(content, str) else content)


def test_intake_says_what_is_ready_and_what_needs_a_person(desk: Shell) -> None:
    drop(desk, "nia.txt", PROFILE)
    drop(desk, "ola.md", BLOG)
    done = desk("intake")
    assert done.exit_code == 1
    assert re.search(r"nia +profile +en +ready", done.output)
    assert re.search(r"ola +blog +en +held +consent: Nobody has agreed", done.output)
    assert "2 submissions: 1 ready, 1 for a person to look at." in done.output


def test_intake_for_scripts_is_json_and_nothing_else(desk: Shell) -> None:
    drop(desk, "nia.txt", PROFILE)
    (told,) = json.loads(desk("intake", "--json").output)["submissions"]
    assert (told["id"], told["kind"], told["status"]) == ("nia", "profile", "ready")
    assert told["parts"]["quote"].startswith("I cannot carry")


def test_scripts_are_told_where_in_its_file_a_finding_stands(desk: Shell) -> None:
    text = PROFILE.replace("Consent", "My line is 0712 345 678, always.\n\nConsentless")
    drop(desk, "nia.txt", text)
    (told,) = json.loads(desk("intake", "--json").output)["submissions"]
    places = {each["kind"]: (each["start"], each["end"]) for each in told["findings"]}
    assert text[slice(*places["phone"])] == "0712 345 678"
    assert places["consent"] == (None, None)


def test_what_holds_a_submission_is_cleared_by_name_and_then_it_is_ready(desk: Shell) -> None:
    drop(desk, "ola.md", BLOG + "\n\nWrite to ola@example.org.\n")
    assert desk("consent", "ola", "--by", "Ann").exit_code == 0
    assert desk("intake").exit_code == 1
    cleared = desk("clear", "ola", f"{FindingKind.EMAIL}:ola@example.org", "--by", "Ann", "--why", "The office's.")
    assert cleared.exit_code == 0, cleared.output
    assert desk("intake").exit_code == 0


def test_what_is_missing_is_accepted_as_it_is_and_then_drafted(desk: Shell) -> None:
    drop(desk, "nia.txt", PROFILE.replace("Country: Kenya\n", ""))
    told = desk("intake")
    assert told.exit_code == 1
    assert "missing: country\n      scheduler clear nia missing --why …" in told.output
    done = desk("clear", "nia", "missing", "--by", "Ann", "--why", "She would rather not say.")
    assert done.exit_code == 0, done.output
    assert desk("intake").exit_code == 0
    assert desk("draft").exit_code == 0
    assert "id: nia" in desk.calendar


def test_a_person_says_which_kind_it_is_and_then_it_is_read_so(desk: Shell) -> None:
    drop(desk, "note.txt", "We hung the register on the wall. It is still there.")
    assert re.search(r"note +unknown .*missing: kind", desk("intake").output)
    assert desk("clear", "note", "kind:essay", "--why", "It is one.").exit_code == 1
    assert desk("clear", "note", "kind:blog", "--why", "It is one.").exit_code == 0
    assert re.search(r"note +blog ", desk("intake").output)


@pytest.mark.parametrize("command", [("consent",), ("withdraw",), ("clear", "missing", "--why", "I asked.")])
def test_a_submission_that_does_not_exist_is_named_with_one_that_does(desk: Shell, command: tuple[str, ...]) -> None:
    drop(desk, "nia-testa.txt", PROFILE)
    done = desk(command[0], "nia-tesat", *command[1:])
    assert done.exit_code == 1
    assert "There is no submission 'nia-tesat'." in done.output
    assert "Did you mean 'nia-testa'?" in done.output
    assert not (desk.folder / "safeguarding.jsonl").exists()


@pytest.mark.parametrize(
    ("said", "uses"),
    [
        ("yes, but not my name", "words, picture, social media, e-mail; not name"),
        ("Yes, without the picture, please", "words, name, social media, e-mail; not picture"),
        ("yes, but please ask my director first", "…"),
        ("no", "…"),
        (f"yes, but not my picture; I have thought about it for {'very ' * 20} long, and then not my name", "…"),
    ],
)
def test_the_command_for_a_consent_names_the_uses_that_the_form_asks_for(desk: Shell, said: str, uses: str) -> None:
    drop(desk, "nia.txt", f"{PROFILE[: PROFILE.index('Consent')]}Consent: {said}\n")
    command = f'scheduler consent nia --uses "{uses}" --how "…"'
    assert command in desk("intake").output
    page = (desk.folder / ".scheduler" / "intake.html").read_text(encoding="utf-8")
    assert command in html.unescape(page)


@pytest.mark.parametrize("dots", ["…", "...", " … "])
@pytest.mark.parametrize(
    "words",
    [
        ("consent", "nia", "--by"),
        ("consent", "nia", "--how"),
        ("consent", "nia", "--uses"),
        ("clear", "nia", "missing", "--why"),
        ("decline", "nia", "--why"),
        ("withdraw", "nia", "--why"),
    ],
)
def test_a_command_that_is_pasted_with_its_dots_is_refused(desk: Shell, words: tuple[str, ...], dots: str) -> None:
    drop(desk, "nia.txt", PROFILE.replace("Country: Kenya\n", ""))
    done = desk(*words, dots)
    assert done.exit_code == 2
    assert "stands for words of your own" in done.output
    assert not (desk.folder / "safeguarding.jsonl").exists()


def test_the_page_says_how_to_take_a_decline_back(desk: Shell) -> None:
    drop(desk, "note.txt", "We hung the register on the wall. It is still there.")
    assert desk("decline", "note", "--why", "It came too late.").exit_code == 0
    assert "to take it after all\n      scheduler decline note --undo --why …" in desk("intake").output
    page = html.unescape((desk.folder / ".scheduler" / "intake.html").read_text(encoding="utf-8"))
    assert "To take it after all: <code>scheduler decline note --undo --why …</code>" in page
    assert "Or say which it is" not in page


def test_intake_leaves_a_page_with_the_replies_ready_to_send(desk: Shell) -> None:
    drop(desk, "zoé.txt", PROFILE.replace("Country: Kenya\n", "") + "\n<script>alert(1)</script>\n")
    done = desk("intake")
    page = desk.folder / ".scheduler" / "intake.html"
    assert str(page) in done.output
    told = page.read_text(encoding="utf-8")
    assert "mailto:" in told
    assert "Your country." in told
    assert "scheduler clear zoe missing --why …" in told
    assert "<script" not in told
    elsewhere = desk.folder / "out.html"
    assert json.loads(desk("intake", "--json", "--page", str(elsewhere)).output)["submissions"]
    assert elsewhere.is_file()


def test_intake_for_scripts_ends_with_1_when_somebody_is_needed(desk: Shell) -> None:
    drop(desk, "nia.txt", PROFILE)
    assert desk("intake", "--json").exit_code == 0
    drop(desk, "ola.md", BLOG)
    assert desk("intake", "--json").exit_code == 1
    assert desk("intake", "--jsn").exit_code == 2


def test_coverage_says_what_became_of_every_submission(desk: Shell) -> None:
    drop(desk, "nia.txt", PROFILE)
    drop(desk, "ola.md", BLOG)
    desk("draft")

    done = desk("coverage")

    assert done.exit_code == 1
    assert re.search(r"nia +profile +en +scheduled +Mon 06 Nov 09:00 +a draft, not approved yet", done.output)
    assert re.search(r"ola +blog +en +held +consent: Nobody has agreed", done.output)
    assert "1 of 2 has a slot; blog 0." in done.output
    page = desk.folder / ".scheduler" / "coverage.html"
    assert "1 of 2 has a slot; blog 0." in page.read_text(encoding="utf-8")
    assert json.loads(desk("coverage", "--json").output)["counts"]["scheduled"] == 1


def test_what_the_team_declines_is_kept_with_the_reason_and_can_be_taken_after_all(desk: Shell) -> None:
    drop(desk, "nia.txt", PROFILE)
    desk("intake")
    assert desk("decline", "nia", "--by", "Ann").exit_code == 2
    assert desk("decline", "nya", "--by", "Ann", "--why", "Late").exit_code == 1
    assert desk("decline", "nia", "--by", "Ann", "--why", "She asked us to wait.").exit_code == 0
    assert "Nothing new is ready." in desk("draft").output
    done = desk("coverage")
    assert (done.exit_code, "declined" in done.output, "She asked us to wait." in done.output) == (0, True, True)
    assert desk("decline", "nia", "--undo", "--by", "Ann", "--why", "She wrote again.").exit_code == 0
    assert "id: nia" in (desk("draft").output and desk.calendar)


def test_drafts_are_appended_below_and_no_other_line_is_touched(desk: Shell) -> None:
    drop(desk, "nia.txt", PROFILE)
    before = desk.calendar
    done = desk("draft")
    assert done.exit_code == 0, done.output
    assert desk.calendar.startswith(before)
    assert "id: nia" in desk.calendar.removeprefix(before)
    assert "Nothing new is ready." in desk("draft").output


def test_a_picture_that_came_by_mail_is_kept_where_git_keeps_it(desk: Shell) -> None:
    drop(desk, "nia.eml", mail(PROFILE, ("nia at work.jpg", picture())))
    desk("draft")
    (portrait,) = re.findall(r"portrait: (\S+)", desk.calendar)
    assert portrait == "assets/attachments/nia/nia-at-work.jpg"
    assert (desk.folder / portrait).read_bytes() == picture()


def test_an_approved_week_is_rehearsed_and_its_page_named(desk: Shell) -> None:
    drop(desk, "nia.txt", PROFILE)
    desk("draft")
    assert "Approved by Ann: nia" in desk("approve", "--all", "--by", "Ann").output
    done = desk("rehearse")
    assert done.exit_code == 0, done.output
    assert re.search(r"Mon 06 Nov +1 published +1 published", done.output)
    assert (desk.folder / "rehearsal" / "index.html").is_file()
    assert str(desk.folder / "rehearsal" / "index.html") in done.output


def test_drafts_are_rehearsed_before_anybody_approves_them(desk: Shell) -> None:
    drop(desk, "nia.txt", PROFILE)
    desk("draft")
    assert "1 draft not shown; to see them too: scheduler rehearse --drafts" in desk("rehearse").output
    assert re.search(r"Mon 06 Nov +1 published +1 published", desk("rehearse", "--drafts").output)


def test_a_rehearsal_in_which_something_would_go_wrong_ends_with_1(shell: Shell) -> None:
    shell.write(post("welcome", more="media: [{file: none.jpg, alt: Nothing}]"))
    done = shell("rehearse")
    assert done.exit_code == 1
    assert "1 problem" in done.output
    assert "welcome/x/1 would be held: The file none.jpg is not there." in done.output


def test_approving_binds_the_content_that_was_seen(shell: Shell) -> None:
    shell.write(post("welcome", status="draft"), post("thanks", status="draft", at="2023-11-10 16:00"))
    assert shell("approve", "welcome", "--by", "Ann").exit_code == 0
    assert shell.calendar.count("status: approved") == 1
    assert re.search(r"approval: \{by: Ann, at: \S+Z, content: [0-9a-f]{8}\}", shell.calendar)
    (shell.folder / "posts.yaml").write_text(shell.calendar.replace("This is welcome", "This is new"), encoding="utf-8")
    assert "was changed after Ann approved it" in shell("check").output


def edited(shell: Shell, old: str, new: str) -> None:
    (shell.folder / "posts.yaml").write_text(shell.calendar.replace(old, new), encoding="utf-8")


def test_approving_all_names_what_was_changed_after_its_approval(shell: Shell) -> None:
    later = local(soon(days=1))
    shell.write(*(post(name, status="draft", at=later) for name in ("welcome", "blog-petr", "thanks")))
    shell("approve", "--all", "--by", "Ann")
    edited(shell, "This is welcome", "This is new")
    edited(shell, "This is blog-petr", "This is newer")
    done = shell("approve", "--all", "--by", "Ann")
    assert done.exit_code == 1
    assert done.output == (
        "No drafts. Changed since their approval: welcome, blog-petr.\n"
        "Look at them, then: scheduler approve welcome blog-petr\n"
    )
    assert shell("approve", "welcome", "blog-petr", "--by", "Ann").exit_code == 0
    assert shell("approve", "--all").output == "There are no drafts to approve.\n"


def test_approving_all_says_nothing_of_what_is_out_as_it_was_approved(shell: Shell) -> None:
    shell.write(post("welcome", status="draft", at=local(soon()), more="channels: [x]"))
    shell("approve", "welcome", "--by", "Ann")
    shell.known("welcome/x/1", State.PUBLISHED)
    edited(shell, "This is welcome", "This is new")
    done = shell("approve", "--all")
    assert (done.exit_code, done.output) == (0, "There are no drafts to approve.\n")


def test_what_could_not_go_out_is_not_approved_and_the_rest_is(shell: Shell) -> None:
    long, timeless = post("long", status="draft", more=f"text: {'word ' * 80}"), post("timeless", status="draft")
    shell.write(post("fine", status="draft"), long, timeless.replace("    at: 2023-11-06 09:00\n", ""))
    done = shell("approve", "--all", "--by", "Ann")
    assert done.exit_code == 1
    assert "too long for X" in done.output
    assert "timeless is to go out, but has no time" in done.output
    assert done.output.endswith("Not approved, because of the above: long, timeless\nApproved by Ann: fine\n")
    assert shell.calendar.count("status: approved") == 1


@pytest.mark.parametrize("words", [(), ("welcome", "--all")])
def test_approve_wants_ids_or_all(shell: Shell, words: tuple[str, ...]) -> None:
    shell.write(post("welcome", status="draft"))
    assert shell("approve", *words).exit_code == 2
    assert "status: draft" in shell.calendar


def test_approving_an_unknown_post_says_which_and_changes_nothing(shell: Shell) -> None:
    shell.write(post("welcome", status="draft"))
    before = shell.calendar
    done = shell("approve", "welcome", "wellcome", "thanks")
    assert done.exit_code == 1
    assert "There is no post 'wellcome'. Did you mean 'welcome'?" in done.output
    assert "There is no post 'thanks'. Choose from: welcome." in done.output
    assert "Nothing was changed." in done.output
    assert shell.calendar == before


def test_guidelines_are_a_page_for_members(desk: Shell) -> None:
    for kind in ("blog", "profile", "multimedia"):
        assert "Our week" in desk("guidelines", kind).output
    assert desk("guidelines", "blog", "--language", "fr").output.startswith("# Article de blog")
