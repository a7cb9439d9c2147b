"""Videos: length, size and codec, read by MediaInfo without loading the file."""

from pathlib import Path

from pymediainfo import MediaInfo

from scheduler.errors import SubmissionError
from scheduler.submissions.extract import Extract


def read(file: Path, _work: Path) -> Extract:
    tracks = MediaInfo.parse(file).tracks
    if not any(track.track_type == "Video" for track in tracks):
        raise SubmissionError(f"{file.name} holds no film that can be read.", "Ask for it as MP4 (H.264).")
    return Extract(media=(file,))
