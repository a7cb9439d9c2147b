"""doctor says whether anybody would be told, and tries it when asked."""

from cli.shell import Shell, post
from wire_end import Answer, WireEnd


def test_doctor_says_that_nobody_would_be_told(shell: Shell) -> None:
    shell("init")
    done = shell("doctor", "--offline")
    assert "look  No alerts are set up" in done.output
    assert "ALERT_URLS" in (shell.folder / ".env.example").read_text(encoding="utf-8")


def test_doctor_counts_the_addresses(shell: Shell) -> None:
    shell("init")
    done = shell("doctor", "--offline", env={"ALERT_URLS": "json://example.org mailto://me:pw@example.org"})
    assert "ok    Alerts are set up (2 in ALERT_URLS)" in done.output


def test_doctor_names_a_wrong_address_without_its_secret(shell: Shell) -> None:
    shell("init")
    for words in (["--offline"], ["--send-test-alert"]):
        done = shell("doctor", *words, env={"ALERT_URLS": "jsom://me:s3cret@example.org"})
        assert done.exit_code == 1
        assert "Address 1 in ALERT_URLS" in done.output
        assert "s3cret" not in done.output


def test_doctor_sends_a_test_to_every_address_and_says_which_took_it(shell: Shell, wire_end: WireEnd) -> None:
    shell.write(post("welcome"))
    wire_end.on("POST", "/good", Answer())
    wire_end.on("POST", "/bad", Answer(403))
    there = wire_end.url.replace("http:", "json:")
    done = shell("doctor", "--send-test-alert", env={"ALERT_URLS": f"{there}/good {there}/bad"})
    assert done.exit_code == 1
    assert "ok    A test alert went to json:// (address 1 in ALERT_URLS)." in done.output
    assert "MEND  json:// (address 2 in ALERT_URLS) took no test alert." in done.output
    assert b"Our week" in wire_end.asked[0].body


def test_a_test_with_no_address_says_how_to_set_one(shell: Shell) -> None:
    shell.write(post("welcome"))
    done = shell("doctor", "--send-test-alert")
    assert done.exit_code == 0
    assert "Put ALERT_URLS into .env" in done.output
