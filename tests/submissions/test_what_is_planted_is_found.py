"""Of what is planted into harmless texts nearly all is found, and harmless texts raise no alarm (see benchmarks)."""

import pytest
import yaml

from benchmarks.safeguarding import CORPUS, is_found, ours, planted, profiles

WHOLE = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["phone", "email", "minor"])
def test_nineteen_in_twenty_are_found(kind: str) -> None:
    texts = [each for each in planted(WHOLE, WHOLE["clean"]) if each.kind == kind]
    missed = [each.words for each in texts if not is_found(ours, each)]
    assert len(missed) <= len(texts) / 20, missed


def test_harmless_profiles_raise_an_alarm_in_one_of_ten_at_most() -> None:
    clean = list(profiles(WHOLE["clean"]))
    alarms = [found for text in clean for found in ours(text)]
    assert len(alarms) <= len(clean) / 10, alarms
