"""A real mail server on loopback, for the tests of the mailbox: Debian's Dovecot, with everything in one folder."""

import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

PROGRAM = shutil.which("dovecot") or ("/usr/sbin/dovecot" if Path("/usr/sbin/dovecot").exists() else "")
USER, PASSWORD = "week@example.org", "s3cret/@the#week"
_CONFIG = """\
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{home}/mail
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
auth_verbose = no
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {secure_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Server:
    """The server and its one mailbox; mails are put in as a mail server does it, and looked at in the same way."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port, self.secure_port = _free_port(), _free_port()
        self._number = 0

    def url(self, *, password: str = PASSWORD, folder: str = "INBOX", secure: bool = False) -> str:
        user = f"{quote(USER, safe='')}:{quote(password, safe='')}"
        scheme, port = ("imaps", self.secure_port) if secure else ("imap", self.port)
        return f"{scheme}://{user}@127.0.0.1:{port}/{quote(folder)}"

    def put(self, mail: bytes, folder: str = "") -> None:
        """A mail arrives, unread."""
        self._number += 1
        box = self.home / "mail" / (f".{folder}" if folder else "")
        for name in ("cur", "new", "tmp"):
            (box / name).mkdir(parents=True, exist_ok=True)
        (box / "new" / f"{1_696_000_000 + self._number}.{self._number}.test").write_bytes(mail)
        _give(self.home / "mail")

    def kept(self) -> dict[str, bytes]:
        """What lies in the mailbox, by file name without its flags, and no mail that was marked as read."""
        files = [file for file in (self.home / "mail").rglob("*.test*") if "S" not in file.name.partition(":2,")[2]]
        return {file.name.partition(":")[0]: file.read_bytes() for file in files}


@contextmanager
def running() -> Iterator[Server]:
    """The server, answering; it is ended with the block."""
    home = Path(tempfile.mkdtemp(prefix="mail-"))
    home.chmod(0o755)
    server = Server(home)
    _prepare(server)
    process = subprocess.Popen([PROGRAM, "-F", "-c", str(home / "dovecot.conf")], stderr=subprocess.DEVNULL)
    try:
        _wait_for(server.port, process, home)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)
        shutil.rmtree(home, ignore_errors=True)


def _prepare(server: Server) -> None:
    home, me = server.home, pwd.getpwuid(os.getuid()).pw_name
    root = os.getuid() == 0
    for name in ("run", "state", "mail"):
        (home / name).mkdir()
    (home / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    _certificate(home)
    owner = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
    (home / "dovecot.conf").write_text(
        _CONFIG.format(
            home=home,
            internal="dovecot" if root else me,
            group="dovecot" if root else me,
            login="dovenull" if root else me,
            uid=owner.pw_uid,
            gid=owner.pw_gid,
            port=server.port,
            secure_port=server.secure_port,
        )
    )
    _give(home / "mail")


def _give(folder: Path) -> None:
    if os.getuid() == 0:
        owner = pwd.getpwnam("nobody")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)


def _certificate(home: Path) -> None:
    """One that only this test trusts, for 127.0.0.1."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    more = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", f"{home}/key.pem", "-out", f"{home}/cert.pem"]
    subprocess.run([*command, *more], check=True, capture_output=True)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes], home: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            log = home / "log"
            raise RuntimeError(f"Dovecot did not start: {log.read_text() if log.exists() else 'it says nothing'}")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as open_:
                if open_.recv(4).startswith(b"* OK"):
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise RuntimeError("Dovecot does not answer.")


def trusts(server: Server) -> str:
    """The file that makes a client trust this server (SSL_CERT_FILE)."""
    ssl.create_default_context(cafile=str(server.home / "cert.pem"))
    return str(server.home / "cert.pem")


@contextmanager
def breaking_off(command: str, answer: bytes) -> Iterator[int]:
    """A server that answers well until it hears `command`; to that it says `answer`, and hangs up. Gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        talk = threading.Thread(target=_talk, args=(listening, command, answer))
        talk.start()
        try:
            yield listening.getsockname()[1]
        finally:
            talk.join(timeout=20)


_GOOD = {
    "SEARCH": b"* SEARCH 1\r\n",
    "FETCH": b"* 1 FETCH (UID 1 RFC822.SIZE 10)\r\n",
    "EXAMINE": b"* 1 EXISTS\r\n",
    "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
}


def _talk(listening: socket.socket, last: str, answer: bytes) -> None:
    listening.settimeout(20)
    client, _ = listening.accept()
    with client, client.makefile("rb") as lines:
        client.sendall(b"* OK [CAPABILITY IMAP4rev1] here\r\n")
        for line in lines:
            tag, *words = line.decode("latin-1").upper().split()
            if last in words[:2]:
                client.sendall(answer)
                return
            known = next((_GOOD[word] for word in words[:2] if word in _GOOD), b"")
            client.sendall(known + tag.encode() + b" OK done\r\n")
