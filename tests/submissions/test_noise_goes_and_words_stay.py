"""What belongs to the page or the mail goes; what was written stays, however much it looks like noise."""

import pytest

from scheduler.submissions.cleaner import clean

NOISE = (
    # where it stands on a page
    *("Blog > Country stories", "Skip to main content", "Read more →", "Continue reading", "Leave a comment"),
    *("Next article", "- 2 -", "2", "Page 1 of 2"),
    # pictures
    *("sample’s picture", "Photo: A. Sample / Sample Network", "© Sample Network / Ola Sample", "[image: image.png]"),
    # when and where
    *("Published: 12 September 2023", "12 September 2023", "September 12, 2023 | Ola Sample | 4 min read"),
    *("Posted on 12 September 2023 by Ola Sample", "Reading time: 5 minutes", "This is a repost."),
    "This blog was originally published on the Sample blog. It is republished here with permission.",
    # readers
    *("Share this: Facebook Twitter", "Facebook Twitter LinkedIn Email", "Tags: data, sample", "Filed under: Blog"),
    *("Subscribe to our newsletter", "About the author", "Contact: ola@example.org"),
    # mails
    *("From: Ola Sample <ola@example.org>", "Subject: Blog", "Sent: 12 September 2023 14:05"),
    "CAUTION: This email originated from outside of the organization.",
    *("Dear Tess", "Dear Sir/Madam,", "Hello everyone!", "Greetings from Sampletown!", "Hi Tess, I hope you are well."),
    "I hope this email finds you well. Please find below our blog post. Do let me know if you need anything else.",
    *("Best,", "Thanks,", "Many thanks,", "Cheers,", "Warmly,", "Respectfully yours,", "Kind regards from Sampletown,"),
    *("Bien cordialement,", "Un saludo,", "Saludos cordiales,", "Abraços,", "Mit freundlichen Grüßen", "مع التحيات،"),
    *("Sent from my iPhone", "Envoyé de mon iPhone", "Enviado desde mi iPhone", "Get Outlook for Android"),
    # forms and transcripts
    *("BLOG SUBMISSION FORM", "Word count: 640", "DRAFT – not for circulation", "00:07", "[music]"),
)
WORDS = (
    "Hello, my name is Sample!",
    "Hi, I am Ola, and I work here!",
    "Dear children, I wrote every night:",
    "Like my mother: I never gave up.",
    "Image of hope in every person is what I see.",
    "Picture a street where nobody waits.",
    "Photo albums taught me this, more than any manual.",
    "Home | the word means something else to a foster child.",
    "Related: my aunt did the same work.",
    "Print: we still use it.",
    "Published in 2019 our law changed it",
    "Comments: none of them kind.",
    "Thank you for opening the door, she said.",
)
GLUED = {
    "Image of Ola“I like to walk.”": "“I like to walk.”",
    "Picture of OlaMy name is Ola.": "My name is Ola.",
    "ola’s pictureMy name is Ola.": "My name is Ola.",
    "By Ola SampleWhen I came, it rained.": "By Ola Sample\n\nWhen I came, it rained.",
    "Home » BlogThe bus came.": "The bus came.",
}


@pytest.mark.parametrize("line", NOISE)
def test_noise_goes(line: str) -> None:
    assert clean(f"{line}\n\nI visit families every day.") == "I visit families every day."


@pytest.mark.parametrize("line", WORDS)
def test_words_that_look_like_noise_stay(line: str) -> None:
    assert clean(line) == line


@pytest.mark.parametrize("line", GLUED)
def test_noise_that_lost_its_line_break_goes_alone(line: str) -> None:
    assert clean(line) == GLUED[line]
