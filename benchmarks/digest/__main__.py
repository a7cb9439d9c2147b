"""`python -m benchmarks.digest [throughput | pace | kills]`: issue 6's numbers, in plain text.

throughput   4,000 and 40,000 copies of 50 KB, beside smtplib, nodemailer and smtp-source (POSTFIX=where it is)
pace         how exactly per_second is kept
kills        20 seeds, three kill -9 each, 4,000 recipients, with the mail server's log and without
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.digest.bare import bare
from benchmarks.digest.kills import kills
from benchmarks.digest.stage import composer_of, measured, send
from benchmarks.digest.throughput import pace, throughput


def run_throughput(asked: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for line in throughput(Path(folder), asked.recipients, asked.many):
            print(line, flush=True)


def run_pace(_asked: argparse.Namespace) -> None:
    for per_second, recipients in ((5, 100), (50, 1000), (200, 4000)):
        with tempfile.TemporaryDirectory() as folder:
            print(pace(Path(folder), per_second, recipients), flush=True)


def run_kills(asked: argparse.Namespace) -> None:
    bad = 0
    for with_log in (True, False):
        print("with the mail server's log" if with_log else "without it", flush=True)
        for seed in range(asked.first, asked.first + asked.seeds):
            with tempfile.TemporaryDirectory() as folder:
                shape = {"recipients": asked.recipients, "times": 3, "connections": 10}
                judged = kills(Path(folder), seed, with_log=with_log, **shape)
            print(judged, flush=True)
            allowed = 0 if with_log else 30
            bad += judged.doubled > 0 or judged.skipped > judged.unknown or judged.unknown > allowed
    sys.exit(f"{bad} went wrong" if bad else 0)


def run_one(asked: argparse.Namespace) -> None:
    """One sending in this process, for the others."""
    environ = {"DKIM_KEY_FILE": "dkim.pem", "DKIM_DOMAIN": "news.example.org", "DKIM_SELECTOR": "s"}
    composer = composer_of(asked.folder, environ if asked.signed else None)
    if asked.bare:
        print(json.dumps(bare(asked.folder, asked.url, asked.of, composer)))
    elif asked.of:
        print(json.dumps(measured(asked.folder, asked.url, asked.of, composer)))
    else:
        send(asked.folder, asked.url, composer, log=Path(asked.log) if asked.log else None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("throughput")
    one.set_defaults(run=run_throughput)
    one.add_argument("--recipients", type=int, default=4000)
    one.add_argument("--many", type=int, default=40_000)
    commands.add_parser("pace").set_defaults(run=run_pace)
    one = commands.add_parser("kills")
    one.set_defaults(run=run_kills)
    one.add_argument("--seeds", type=int, default=20)
    one.add_argument("--first", type=int, default=1)
    one.add_argument("--recipients", type=int, default=4000)
    one = commands.add_parser("one")
    one.set_defaults(run=run_one)
    one.add_argument("folder", type=Path)
    one.add_argument("url")
    one.add_argument("--log", default="")
    one.add_argument("--of", type=int, default=0)
    one.add_argument("--signed", action="store_true")
    one.add_argument("--bare", action="store_true")
    asked = parser.parse_args()
    asked.run(asked)


if __name__ == "__main__":
    main()
