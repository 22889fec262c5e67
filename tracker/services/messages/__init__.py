"""E-mail to the people of the desk: noted with what causes it, told and sent behind the pages.

A message holds no words, only whom it is for and about what. What it says is made when it goes out, as the person may
see things then; so nothing that is sealed or withheld by that time leaves the desk.
"""

from tracker.services.messages.posting import note, note_looks
from tracker.services.messages.sending import Sender
from tracker.services.messages.stopping import person_of_token, stop, token_for
from tracker.services.messages.wishes import wish

__all__ = ["Sender", "note", "note_looks", "person_of_token", "stop", "token_for", "wish"]
