"""What comes back, as the mail servers of the world write it; every name and address is invented.

Each is text with {token} (the recipient's), {to} (where it was sent to) and {address} (the recipient's own).
"""

from dataclasses import dataclass

ADDRESS = "joao@mail.example.net"


@dataclass(frozen=True, kw_only=True)
class Return:
    """One kind of mail: `text` with its slots."""

    text: str
    to: str = "b+{token}@news.example.org"

    def raw(self, token: str, *, address: str = ADDRESS, to: str = "") -> bytes:
        filled = self.text.replace("{to}", to or self.to).replace("{token}", token).replace("{address}", address)
        return filled.lstrip("\n").replace("\n", "\r\n").encode()


ORIGINAL = """\
Return-Path: <{to}>
Message-ID: <2023-11-06.{token}.c0ffee@news.example.org>
From: Example Network <week@news.example.org>
To: {address}
Subject: Workforce Week, day 1
List-Unsubscribe: <https://mail.example.org/u/{token}>,
 <mailto:week+u-{token}@news.example.org?subject=unsubscribe>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
"""


def report(status: str, diagnostic: str, *, action: str = "failed", head: str = "", sender: str = "") -> Return:
    """A delivery report in the form of RFC 3464, as Postfix writes it."""
    return Return(
        text=f"""
Return-Path: <>
X-Original-To: {{to}}
Delivered-To: {{to}}
Date: Mon, 06 Nov 2023 09:12:44 +0000 (UTC)
From: {sender or "MAILER-DAEMON@mx.example.net (Mail Delivery System)"}
Subject: Undelivered Mail Returned to Sender
To: {{to}}
Auto-Submitted: auto-replied
{head}MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="4SPx1D.1699/mx.example.net"
Message-Id: <20231106091244.4SPx1D@mx.example.net>

This is a MIME-encapsulated message.

--4SPx1D.1699/mx.example.net
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.net.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

--4SPx1D.1699/mx.example.net
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
X-Postfix-Queue-ID: 4SPx1D
X-Postfix-Sender: rfc822; {{to}}
Arrival-Date: Mon,  6 Nov 2023 09:12:40 +0000 (UTC)

Final-Recipient: rfc822; {{address}}
Original-Recipient: rfc822;{{address}}
Action: {action}
Status: {status}
Remote-MTA: dns; in.mail.example.net
Diagnostic-Code: smtp; {diagnostic}

--4SPx1D.1699/mx.example.net
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

{ORIGINAL}
--4SPx1D.1699/mx.example.net--
"""
    )


POSTFIX = report(
    "5.1.1", "550 5.1.1 <{address}>: Recipient address rejected:\n    User unknown in virtual mailbox table"
)
POSTFIX_FULL = report("5.2.2", "552 5.2.2 <{address}>: user is over quota")
POSTFIX_DISABLED = report("5.2.1", "550 5.2.1 The email account that you tried to reach is inactive.")
POSTFIX_EXPIRED = report("4.4.1", "connect to in.mail.example.net[192.0.2.25]:25: Connection timed out")
POSTFIX_GREYLISTED = report(
    "4.7.1",
    "450 4.7.1 <{address}>: Recipient address rejected: Greylisted, see http://postgrey.example.net/help",
    action="delayed",
)
POSTFIX_DELIVERED = report("2.0.0", "250 2.0.0 Ok: queued as 4SPx1D", action="relayed")
NO_SUCH_DOMAIN = report("5.1.2", "Host or domain name not found. Name service error for name=mail.example.net")
NULL_MX = report("5.1.10", "550 5.1.10 Domain mail.example.net does not accept mail (nullMX)")
OUR_SENDER = report("5.1.8", "553 5.1.8 <{to}>: Sender address rejected: Domain not found")
ONLY_WORDS = report("5.0.0", "550 Requested action not taken: no such user here")
ONLY_WORDS_OF_US = report("5.0.0", "554 Your access to this mail system has been rejected: blocked by policy")
NO_REASON = report("5.0.0", "554 Transaction failed")
PUT_OFF_BY_POLICY = report("4.7.28", "421-4.7.28 Unusual rate of unsolicited mail originating from your network.")
TOO_LARGE = report("5.3.4", "552 5.3.4 Message size exceeds fixed maximum message size")

GMAIL_UNAUTHENTICATED = report(
    "5.7.26",
    "550-5.7.26 Your email has been blocked because the sender is unauthenticated.\n"
    " 550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.\n"
    " 550 5.7.26  https://support.google.com/mail/answer/81126#authentication x1-20si - gsmtp",
)

GMAIL = Return(
    text=f"""
Delivered-To: {{to}}
Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: {{to}}
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: <2023-11-06.{{token}}.c0ffee@news.example.org>
In-Reply-To: <2023-11-06.{{token}}.c0ffee@news.example.org>
X-Failed-Recipients: {{address}}
Message-ID: <6548b0a1.050a0220.5d2b1.1234.GMR@mx.google.com>
Date: Mon, 06 Nov 2023 01:20:33 -0800 (PST)
Content-Type: multipart/report; boundary="000000000000a1b2c30609"; report-type=delivery-status

--000000000000a1b2c30609
Content-Type: multipart/related; boundary="000000000000a1b2da0609"

--000000000000a1b2da0609
Content-Type: multipart/alternative; boundary="000000000000a1b2e40609"

--000000000000a1b2e40609
Content-Type: text/plain; charset="UTF-8"

** Address not found **

Your message wasn't delivered to {{address}} because the address couldn't be found, or is unable to receive mail.

The response was:

550 5.1.1 The email account that you tried to reach does not exist. Learn more at https://support.google.com/mail/?p=NoSuchUser

--000000000000a1b2e40609--

--000000000000a1b2da0609--
--000000000000a1b2c30609
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Mon, 06 Nov 2023 01:20:32 -0800 (PST)
X-Original-Message-ID: <2023-11-06.{{token}}.c0ffee@news.example.org>

Final-Recipient: rfc822; {{address}}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos or
 550 5.1.1 unnecessary spaces. Learn more at
 550 5.1.1  https://support.google.com/mail/?p=NoSuchUser d2-20si - gsmtp
Last-Attempt-Date: Mon, 06 Nov 2023 01:20:33 -0800 (PST)

--000000000000a1b2c30609
Content-Type: message/rfc822

{ORIGINAL}Content-Type: text/plain; charset="UTF-8"

----- Message truncated -----

--000000000000a1b2c30609--
"""
)

MICROSOFT = Return(
    text=f"""
From: <postmaster@example.onmicrosoft.com>
To: {{to}}
Date: Mon, 6 Nov 2023 09:31:02 +0000
Content-Type: multipart/report; report-type=delivery-status;
	boundary="22d5a4ee-56c1-4c8d-8d5b-3f1a0f0b7a11"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-US
Message-ID: <0d2f6a37-98ab-4c1e@VI1PR01MB0001.eurprd01.prod.exchangelabs.com>
In-Reply-To: <2023-11-06.{{token}}.c0ffee@news.example.org>
Subject: Undeliverable: Workforce Week, day 1
Auto-Submitted: auto-replied
X-Auto-Response-Suppress: All

--22d5a4ee-56c1-4c8d-8d5b-3f1a0f0b7a11
Content-Type: multipart/alternative; differences=Content-Type;
	boundary="7b2a0e9d-0000-4e43-9e4e-2f6d3f9b6b1d"

--7b2a0e9d-0000-4e43-9e4e-2f6d3f9b6b1d
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

[https://products.office.com/en-us/CMSImages/Office365Logo_Orange.png]
Your message to {{address}} couldn't be delivered.
joao wasn't found at mail.example.net.

--7b2a0e9d-0000-4e43-9e4e-2f6d3f9b6b1d--

--22d5a4ee-56c1-4c8d-8d5b-3f1a0f0b7a11
Content-Type: message/delivery-status

Reporting-MTA: dns;VI1PR01MB0001.eurprd01.prod.exchangelabs.com
Received-From-MTA: dns;mx.news.example.org
Arrival-Date: Mon, 6 Nov 2023 09:31:00 +0000

Final-Recipient: rfc822;{{address}}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {{address}} not found by SMTP address lookup

--22d5a4ee-56c1-4c8d-8d5b-3f1a0f0b7a11
Content-Type: message/rfc822

{ORIGINAL}Content-Type: text/plain

(the message)

--22d5a4ee-56c1-4c8d-8d5b-3f1a0f0b7a11--
"""
)
