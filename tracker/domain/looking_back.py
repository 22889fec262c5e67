"""When to look back to, as people type it: the number of a change, a day, or a time in the desk's zone."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tracker.domain.errors import Refusal

_CHANGE = re.compile(r"#?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})")
_MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?) ?(?P<zone>Z|UTC|[+-][0-9]{2}:[0-9]{2})?)?"
)
HOW_TO_WRITE = "Write the number of a change as 1042, a day as 2026-11-20, a time as 2026-11-20 14:00."


def read(text: str, zone: ZoneInfo, now: datetime, *, field: str | None = None) -> int | datetime:
    """Return the number of a change, or an aware moment; a day means its end, today means now.

    A time without a zone of its own is in ``zone``. Raises Refusal, for a form's ``field``, for what cannot be read and
    for what has not come yet.
    """
    written = text.strip()
    if change := _CHANGE.fullmatch(written):
        return int(change[1].replace(",", ""))
    if written == now.astimezone(zone).date().isoformat():
        return now
    moment = _moment(written, zone)
    if moment is None:
        raise Refusal(f"“{written[:40]}” cannot be read as a change or a moment. {HOW_TO_WRITE}", field=field)
    if moment > now:
        raise Refusal(f"{written} has not come yet; nothing is known of it.", field=field)
    return moment


def _moment(written: str, zone: ZoneInfo) -> datetime | None:
    found = _MOMENT.fullmatch(written)
    if found is None:
        return None
    try:
        if found["time"] is None:
            day = datetime.fromisoformat(found["day"]).date() + timedelta(days=1)
            return datetime.combine(day, time(), zone).astimezone(UTC) - timedelta(microseconds=1)
        offset = (found["zone"] or "").replace("UTC", "Z")
        moment = datetime.fromisoformat(f"{found['day']}T{found['time']}{offset}")
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
