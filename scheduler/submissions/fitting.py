"""Whether what was handed in fits the networks: told at once, while its contributor can still send it otherwise."""

from collections.abc import Iterable, Iterator

from scheduler.models import Media
from scheduler.platforms.rules import Bounded, file_problems


def remarks(media: Iterable[Media], networks: Iterable[Bounded]) -> Iterator[str]:
    """ "story.mp4 is 3 min 10 s long; X takes 2 min 20 s. Cut it." What holds on several networks is said once."""
    known = list(networks)
    said = (
        f"{problem.what} {problem.remedy}" for each in media for net in known for problem in file_problems(net, each)
    )
    return iter(dict.fromkeys(said))
