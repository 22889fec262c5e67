"""Bytes become the characters that were written, or are refused with a way out."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest import samples
from tracker.domain.errors import Unreadable
from tracker.ingest import charset_names, charsets

WRITTEN = [
    ("windows-1251", samples.RUSSIAN),
    ("windows-1251", samples.UKRAINIAN),
    ("koi8-r", samples.RUSSIAN),
    ("koi8-u", samples.UKRAINIAN),
    ("iso-8859-5", samples.RUSSIAN),
    ("ibm866", samples.RUSSIAN),
    ("windows-1256", samples.ARABIC),
    ("iso-8859-6", samples.ARABIC),
    ("windows-1252", samples.FRENCH),
    ("windows-1252", samples.GERMAN),
    ("windows-1250", samples.POLISH),
    ("iso-8859-2", samples.POLISH),
    ("windows-1253", samples.GREEK),
    ("windows-1254", samples.TURKISH),
    ("windows-1255", samples.HEBREW),
    ("shift_jis", samples.JAPANESE),
    ("euc-jp", samples.JAPANESE),
    ("iso-2022-jp", samples.JAPANESE),
    ("gb18030", samples.CHINESE),
    ("euc-kr", samples.KOREAN),
    ("utf-8", samples.ARABIC),
    ("utf-16le", samples.ENGLISH),
    ("utf-16be", samples.ENGLISH),
    ("utf-16le", samples.RUSSIAN),
    ("utf-16be", samples.ARABIC),
    ("utf-32le", samples.ENGLISH),
    ("utf-32be", samples.RUSSIAN),
]
LABELS = [
    ("UTF8", "utf-8"),
    (" utf-8 ", "utf-8"),
    ("latin1", "windows-1252"),
    ("ISO-8859-1", "windows-1252"),
    ("us-ascii", "windows-1252"),
    ("iso-8859-9", "windows-1254"),
    ("cp1251", "windows-1251"),
    ("x-cp1251", "windows-1251"),
    ("Shift_JIS", "shift_jis"),
    ("x-sjis", "shift_jis"),
    ("windows-31j", "shift_jis"),
    ("GB2312", "gb18030"),
    ("gbk", "gb18030"),
    ("EUC-KR", "euc-kr"),
    ("iso-8859-8-i", "iso-8859-8"),
    ("utf-16", "utf-16le"),
]


@pytest.mark.parametrize(("charset", "text"), WRITTEN)
def test_a_declared_charset_is_used(charset: str, text: str) -> None:
    content = text.encode(charset_names.CODECS[charset])
    assert charsets.decode(content, charset=charset) == (text, charset)


@pytest.mark.parametrize(("charset", "text"), WRITTEN)
def test_a_paragraph_comes_out_right_when_nothing_is_declared(charset: str, text: str) -> None:
    assert charsets.decode(text.encode(charset_names.CODECS[charset])).text == text


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_taken_off(mark: bytes, codec: str) -> None:
    assert charsets.decode(mark + "Мост 🌉".encode(codec), charset="koi8-r").text == "Мост 🌉"


@pytest.mark.parametrize(("label", "name"), LABELS)
def test_a_label_is_read_as_browsers_read_it(label: str, name: str) -> None:
    assert charset_names.resolve(label) == name


@pytest.mark.parametrize(
    "label", ["klingon", "hex", "base64", "rot13", "utf-7", "unicode_escape", "", "a\0b", "é" * 99]
)
def test_what_is_no_charset_is_refused_by_name(label: str) -> None:
    with pytest.raises(Unreadable, match="There is no charset") as refused:
        charset_names.resolve(label)
    assert refused.value.field == "charset"


@pytest.mark.parametrize(
    "markup",
    [
        '<meta charset="windows-1251">',
        "<META CHARSET=windows-1251>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_a_page_may_declare_its_charset_itself(markup: str) -> None:
    content = f"{markup}<p>Мост</p>".encode("cp1251")
    assert charsets.decode(content, in_markup=True).text.endswith("<p>Мост</p>")


def test_a_person_overrules_what_the_page_declares() -> None:
    content = '<meta charset="utf-8"><p>Мост</p>'.encode("koi8-r")
    assert "Мост" in charsets.decode(content, charset="koi8-r", in_markup=True).text


def test_plain_text_that_speaks_of_a_meta_element_declares_nothing() -> None:
    content = 'Write <meta charset="koi8-r"> for «мост».'.encode()
    assert charsets.decode(content).charset == "utf-8"


@pytest.mark.parametrize(
    ("content", "charset", "in_markup", "said"),
    [
        ("Мост".encode("cp1251"), "utf-8", False, r"declared to be in utf-8, but byte 1 does not fit"),
        (b'<meta charset="utf-8"><p>caf\xe9</p>', None, True, "says that it is in utf-8, but byte 29"),
        (codecs.BOM_UTF8 + b"caf\xe9", None, False, "begins with the mark of utf-8, but byte 4"),
        (b"a\0b", "utf-16", False, "declared to be in utf-16le"),
    ],
)
def test_a_charset_that_does_not_fit_is_refused_with_the_byte(
    content: bytes, charset: str | None, in_markup: bool, said: str
) -> None:
    with pytest.raises(Unreadable, match=said) as refused:
        charsets.decode(content, charset=charset, in_markup=in_markup)
    assert "Choose another charset" in refused.value.message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"PK\x03\x04\x14\0", "a ZIP archive or an office document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"GIF89a\1\0", "a GIF image"),
        (b"\x1f\x8b\x08\0", "a gzip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        (b"{\\rtf1\\ansi text}", "an RTF document"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a WebP image"),
        (b"\0\0\0\x20ftypisom", "an MP4 video"),
        (b"MZ\x90\0\3\0", "a Windows program"),
        (b"ID3\x04\0\0", "an MP3 recording"),
        (bytes(range(32)) * 8, "binary data"),
        (b"\x01\x02\x03\x04 abc " * 40, "binary data"),
        (b"abc\0\0\0def\0ghi\0", "binary data"),
        (b"\xfe\xfa\x80\x81\0\0\x12\xc0\xc1\xf5", "The program cannot tell"),
    ],
)
def test_binary_is_refused_and_named_whatever_it_is_called(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        charsets.decode(content)


@pytest.mark.parametrize("text", ["MZ is a rank.", "RIFF raff", "PK is short for peacekeeper", "ID3 tags", "BZh"])
def test_text_that_begins_like_a_signature_is_still_text(text: str) -> None:
    assert charsets.decode(text.encode()).text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_read_exactly(text: str) -> None:
    content = text.encode()
    assert charsets.decode(codecs.BOM_UTF8 + content).text == text


@given(st.binary(max_size=400), st.sampled_from([None, *charset_names.CODECS]))
def test_any_bytes_are_read_or_refused(content: bytes, charset: str | None) -> None:
    with suppress(Unreadable):
        assert charsets.decode(content, charset=charset, in_markup=True).charset in charset_names.CODECS
