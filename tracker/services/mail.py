"""Sending e-mail, where a server for it is set up."""

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from email.utils import formatdate, make_msgid

from tracker.domain.errors import Refusal

TIMEOUT = 20
"""Seconds to wait for the server."""

LONGEST_LINE = 990
"""Characters of a line of a letter; RFC 5322 allows 998."""


@dataclass(frozen=True)
class Letter:
    """What is sent to whom: words, and perhaps a text file with its name.

    ``id`` names the letter, so that one sent twice is known for one; ``stop`` is where letters of its kind are stopped.
    """

    to: str
    subject: str
    words: str
    attached: tuple[str, str] | None = None
    id: str = ""
    stop: str = ""


@dataclass(frozen=True)
class Post:
    """The server that takes letters, ``host:port``, and in whose name they are sent; without a server none are.

    ``login`` is a name and a password; with one, the connection must turn to TLS first.
    """

    server: str
    sender: str
    login: tuple[str, str] | None = None

    def send(self, letter: Letter) -> None:
        """Send a letter; raise Refusal where that cannot be done."""
        if not self.server:
            raise Refusal("No e-mail can be sent: set SMTP_SERVER, and SMTP_FROM if letters need another sender.")
        host, _, port = self.server.rpartition(":")
        try:
            with smtplib.SMTP(host, int(port), timeout=TIMEOUT) as server:
                if self.login is not None:
                    server.starttls()
                    server.login(*self.login)
                server.send_message(self._message(letter))
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise Refusal(f"The letter to {letter.to} could not be sent by {self.server} ({error}).") from error

    def _message(self, letter: Letter) -> EmailMessage:
        # Folded at 78 characters, the address that stops letters would be encoded, and mail programs find none.
        message = EmailMessage(policy=default.clone(max_line_length=LONGEST_LINE))
        message["From"], message["To"], message["Subject"] = self.sender, letter.to, letter.subject
        message["Date"] = formatdate()
        domain = self.sender.rpartition("@")[2] or "localhost"
        message["Message-ID"] = f"<{letter.id}@{domain}>" if letter.id else make_msgid(domain=domain)
        if letter.stop:
            message["List-Unsubscribe"] = f"<{letter.stop}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
            message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.words)
        if letter.attached is not None:
            name, text = letter.attached
            message.add_attachment(text, filename=name)
        return message
