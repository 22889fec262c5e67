"""The charsets that files may be in, by their IANA names, and the labels that mean them."""

import codecs
import re

from tracker.domain.errors import Unreadable

# The names a person may choose from (IANA), each with the codec that reads it.
CODECS = {
    "utf-8": "utf-8",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf-32le": "utf-32-le",
    "utf-32be": "utf-32-be",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "windows-1253": "cp1253",
    "windows-1254": "cp1254",
    "windows-1255": "cp1255",
    "windows-1256": "cp1256",
    "windows-1257": "cp1257",
    "windows-1258": "cp1258",
    "windows-874": "cp874",
    "iso-8859-2": "iso8859-2",
    "iso-8859-3": "iso8859-3",
    "iso-8859-4": "iso8859-4",
    "iso-8859-5": "iso8859-5",
    "iso-8859-6": "iso8859-6",
    "iso-8859-7": "iso8859-7",
    "iso-8859-8": "iso8859-8",
    "iso-8859-10": "iso8859-10",
    "iso-8859-13": "iso8859-13",
    "iso-8859-14": "iso8859-14",
    "iso-8859-15": "iso8859-15",
    "iso-8859-16": "iso8859-16",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "ibm866": "cp866",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "euc-kr": "cp949",
}
_NAMES = {codecs.lookup(codec).name: name for name, codec in CODECS.items()}
# Labels read as the wider charset that they are used for (WHATWG Encoding Standard, section 4.2).
_WIDER = {
    "ascii": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso8859-9": "windows-1254",
    "iso8859-11": "windows-874",
    "tis-620": "windows-874",
    "shift_jis": "shift_jis",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5",
    "euc_kr": "euc-kr",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16le",
    "utf-32": "utf-32le",
}
# Labels that pages use and Python does not know.
_ALSO = {"windows-31j": "cp932", "windows-949": "cp949"}
_LABEL = re.compile(r"[a-z0-9][a-z0-9_.:+-]{0,40}")


def resolve(label: str) -> str:
    """Return the name in ``CODECS`` of the charset that a label means; refuse labels that mean none."""
    wanted = label.strip().lower().removeprefix("x-").removesuffix("-i")
    try:
        if not _LABEL.fullmatch(wanted):
            raise LookupError(label)
        return of_codec(_ALSO.get(wanted, wanted))
    except LookupError:
        shown = ascii(label[:40])
        raise Unreadable(f"There is no charset {shown}. Choose another, for example utf-8.", field="charset") from None


def of_codec(codec: str) -> str:
    """Return the name of the charset that one of Python's codecs stands for; raise LookupError for others."""
    canonical = codecs.lookup(codec).name
    return _WIDER.get(canonical) or _NAMES[canonical]
