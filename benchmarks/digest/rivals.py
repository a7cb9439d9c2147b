"""What others do with the same e-mail: smtplib with a message built for each recipient, and nodemailer's pool."""

import json
import shutil
import smtplib
import subprocess
import time
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from benchmarks.digest.stage import composer_of
from scheduler.models import Subscriber

_NODE = """
const {readFileSync} = require('fs'), nodemailer = require('nodemailer');
const {port, html, text, addresses} = JSON.parse(readFileSync(0));
const pool = nodemailer.createTransport({host: '127.0.0.1', port, secure: false, ignoreTLS: true, pool: true,
                                         maxConnections: 10, maxMessages: Infinity});
const fill = (body, n) => body.replaceAll('a-token', `token-${n}`).replaceAll('Amara', `Person ${n}`);
let next = 0;
async function one() {
  while (next < addresses.length) {
    const n = next++;
    await pool.sendMail({from: 'week@news.example.org', to: addresses[n], subject: 'Day 1',
                         html: fill(html, n), text: fill(text, n),
                         headers: {'List-Unsubscribe': `<https://mail.example.org/u/token-${n}>`}});
  }
}
const began = Date.now();
Promise.all(Array.from({length: 10}, one)).then(() => { console.log((Date.now() - began) / 1000); pool.close(); });
"""
_READER = Subscriber(id=0, email="amara@example.org", name="Amara", token="a-token")


def _parts(folder: Path) -> tuple[str, str]:
    composer = composer_of(folder)
    return composer.page(_READER, "https://mail.example.org/m/"), composer.plain_text(_READER)


def naive(folder: Path, port: int, addresses: list[str]) -> float:
    """Seconds, on one connection that is kept."""
    html, text = _parts(folder)
    began = time.monotonic()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for number, address in enumerate(addresses):
            message = EmailMessage(policy=SMTP)
            message["From"], message["To"], message["Subject"] = "week@news.example.org", address, "Day 1"
            message["List-Unsubscribe"] = f"<https://mail.example.org/u/token-{number}>"
            mine = {"a-token": f"token-{number}", "Amara": f"Person {number}"}
            message.set_content(_filled(text, mine))
            message.add_alternative(_filled(html, mine), subtype="html")
            smtp.send_message(message)
    return time.monotonic() - began


def nodemailer(folder: Path, port: int, addresses: list[str]) -> float | str:
    """Seconds over a pool of ten; why not, where it cannot be had."""
    if not (shutil.which("npm") and shutil.which("node")):
        return "there is no npm here"
    home = folder / "node"
    home.mkdir(exist_ok=True)
    got = subprocess.run(["npm", "install", "--silent", "nodemailer"], cwd=home, capture_output=True, check=False)
    if got.returncode:
        return "npm install nodemailer did not work"
    (home / "send.js").write_text(_NODE)
    html, text = _parts(folder)
    told = json.dumps({"port": port, "html": html, "text": text, "addresses": addresses})
    ran = subprocess.run(["node", "send.js"], cwd=home, input=told, text=True, capture_output=True, check=True)
    return float(ran.stdout)


def _filled(body: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        body = body.replace(name, value)
    return body
