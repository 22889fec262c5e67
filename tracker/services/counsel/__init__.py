"""Files for counsel: what the record holds on a claim or a case, with the proofs, for a lawyer outside the desk.

A file is made in three steps. It is gathered and written in one moment of the record, and the list of its documents is
closed; that it goes out is recorded with the hash of that list, and sealed; and the proofs, of that event too, are
added last. So the seal covers every document, and whoever holds the file can see that the desk has it on record.
"""

from tracker.services.counsel.gathering import gather
from tracker.services.counsel.proving import filed, proofs
from tracker.services.counsel.published import bundle_of
from tracker.services.counsel.scopes import Scope, read

__all__ = ["Scope", "bundle_of", "filed", "gather", "proofs", "read"]
