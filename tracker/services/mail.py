"""Sending e-mail, where a server for it is set up."""

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from tracker.domain.errors import Refusal

TIMEOUT = 20
"""Seconds to wait for the server."""


@dataclass(frozen=True)
class Letter:
    """What is sent to whom: words, and perhaps a text file with its name."""

    to: str
    subject: str
    words: str
    attached: tuple[str, str] | None = None


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
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, letter.to, letter.subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2] or "localhost")
        message.set_content(letter.words)
        if letter.attached is not None:
            name, text = letter.attached
            message.add_attachment(text, filename=name)
        return message
