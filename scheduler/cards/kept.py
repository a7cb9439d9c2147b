"""Pictures that may be asked for again: the last ones, up to so many pixels in all."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from PIL import Image


class Pictures:
    """The pictures used last, each under its key; `pixels` is what all of them together may have.

    Whoever gets one must not change it.
    """

    def __init__(self, pixels: int) -> None:
        self._room = pixels
        self._kept: OrderedDict[Hashable, Image.Image] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Image.Image]) -> Image.Image:
        """The picture of that key; made, and older ones forgotten, when it is not here."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        picture = make()
        with self._lock:
            self._kept[key] = picture
            while self.pixels > self._room:
                self._kept.popitem(last=False)
        return picture

    @property
    def pixels(self) -> int:
        """What those here have together."""
        return sum(picture.width * picture.height for picture in self._kept.values())
