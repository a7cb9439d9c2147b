"""From what members hand in to drafts of posts: their own sentences, checked, and a place in the week.

`safety` with `minors` (what must not go out), `voices` with `turns` (whose words they are) and `faithful` (nothing but
their words) → `summary` with `choice` and `contrast`, and `quotes` → `variants` with `marks` and `person` (what each
channel says) and `balance` (in which order) → `drafting`, which puts a draft together; `proposals` are quotes and
summaries without a draft. `words` is what all of them know of languages. `advice` with `endpoint` lets a language model
choose sentences, where one is set. Nothing here writes or sends anything: a person reads every draft first.
"""

from scheduler.drafts.choice import Extract
from scheduler.drafts.drafting import Drafted, draft
from scheduler.drafts.endpoint import adviser
from scheduler.drafts.faithful import place_of, sentences_of, verbatim, verbatim_quote
from scheduler.drafts.proposals import Proposed, proposals
from scheduler.drafts.quotes import Quote, quotes
from scheduler.drafts.summary import Summary, summarise

__all__ = [
    "Drafted",
    "Extract",
    "Proposed",
    "Quote",
    "Summary",
    "adviser",
    "draft",
    "place_of",
    "proposals",
    "quotes",
    "sentences_of",
    "summarise",
    "verbatim",
    "verbatim_quote",
]
