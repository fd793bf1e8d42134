"""A file is what it was said to be, or it is told what to do."""

import io
import zipfile

import pytest

from evidence.errors import EvidenceRefused
from evidence.examining import Examination, check_beginning
from evidence.kinds import Kind, intake, kind_announced, type_of_name
from evidence.names import LONGEST, neutral_name
from tests.evidence.store import pdf, sha256

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\0" * 100 + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 100
TIFF = b"II*\0" + b"\0" * 200
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 100
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 100
EXE = b"MZ\x90\0" + b"\0" * 200
ELF = b"\x7fELF\x02\x01\x01" + b"\0" * 200
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600


def bomb() -> bytes:
    """A megabyte of zeros in a thousand bytes: enough to be what it is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(50):
            archive.writestr(f"{number}.txt", b"\0" * 1_000_000)
    return made.getvalue()


def code(media_type: str, name: str, content: bytes) -> str:
    """Return why a file is refused, empty where it is taken."""
    try:
        kind = kind_announced(media_type, name, len(content))
        found = Examination(kind).take([content[:5], content[5:9000], content[9000:]])
    except EvidenceRefused as refusal:
        return refusal.code
    assert found == sha256(content)
    return ""


@pytest.mark.parametrize(
    ("media_type", "name", "content"),
    [
        ("application/pdf", "a.pdf", pdf()),
        ("application/pdf", "A.PDF", pdf(20_000)),
        ("image/jpeg", "a.jpeg", JPEG),
        ("image/png", "a.png", PNG),
        ("image/tiff", "a.tif", TIFF),
        ("image/webp", "a.webp", WEBP),
        ("image/heic", "a.heic", HEIC),
        ("video/mp4", "a.mp4", MP4),
        ("text/plain", "a.txt", "Sellos: años y días\r\n".encode()),
        ("text/plain", "a.log", b"BMW 1200 was seen"),
        ("text/plain", "a.txt", b"\xef\xbb\xbfwith a mark"),
        ("text/plain", "a.txt", "ñ".encode() * 6000),
        ("text/csv", "a.csv", b"car;seal\r\n1;2\r\n"),
        ("text/csv", "a.csv", b"car\tseal\n"),
    ],
)
def test_what_is_taken(media_type: str, name: str, content: bytes) -> None:
    assert code(media_type, name, content) == ""


@pytest.mark.parametrize(
    ("media_type", "name", "content", "why"),
    [
        ("application/pdf", "a.pdf", JPEG, "not_its_type"),
        ("application/pdf", "a.pdf", b"x" * 3000, "not_its_type"),
        ("application/pdf", "a.pdf", bomb(), "not_its_type"),
        ("application/pdf", "a.pdf", EXE, "not_its_type"),
        ("application/pdf", "a.pdf", b"\n\n" + pdf(), "not_its_type"),
        ("application/pdf", "a.pdf", pdf(5000)[:-20], "pdf_cut_off"),
        ("image/png", "a.png", JPEG, "not_its_type"),
        ("image/jpeg", "a.jpg", b"<svg onload=alert(1)>", "not_its_type"),
        ("video/mp4", "a.mp4", bomb(), "not_its_type"),
        ("text/plain", "a.txt", JPEG, "not_its_type"),
        ("text/plain", "a.txt", ELF, "not_its_type"),
        ("text/plain", "a.txt", bomb(), "not_its_type"),
        ("text/plain", "a.txt", "años".encode("latin-1"), "text_not_utf8"),
        ("text/plain", "a.txt", "ñ".encode()[:1], "text_not_utf8"),
        ("text/plain", "a.txt", b"null\0byte", "not_its_type"),
        ("text/plain", "a.txt", b"\x1b[31mred", "not_its_type"),
        ("text/plain", "a.txt", b"  <!DOCTYPE html><p>", "not_its_type"),
        ("text/plain", "a.txt", b"\xef\xbb\xbf<script>", "not_its_type"),
        ("text/plain", "a.txt", b"#!/bin/sh\nrm", "not_its_type"),
        ("text/plain", "a.txt", b"%PDF-1.7\n%%EOF", "not_its_type"),
        ("text/csv", "a.csv", b"one column\nof words\n", "csv_without_columns"),
        ("application/zip", "a.zip", bomb(), "type_not_taken"),
        ("application/gzip", "a.gz", b"\x1f\x8b", "type_not_taken"),
        ("application/msword", "a.doc", OLE, "type_not_taken"),
        ("text/html", "a.html", b"<p>", "type_not_taken"),
        ("application/x-msdownload", "a.exe", EXE, "type_not_taken"),
        ("application/pdf", "a.pdf.exe", pdf(), "name_of_another_type"),
        ("image/png", "a.pdf", PNG, "name_of_another_type"),
        ("application/pdf", "pdf", pdf(), "name_of_another_type"),
        ("application/pdf", "a.pdf", b"", "empty"),
    ],
)
def test_what_is_not_taken(media_type: str, name: str, content: bytes, why: str) -> None:
    assert code(media_type, name, content) == why


@pytest.mark.parametrize("kind", intake().rows, ids=[row.media_type for row in intake().rows])
def test_a_kind_is_as_large_as_its_row_says_and_no_byte_larger(kind: Kind) -> None:
    name = f"a.{kind.extensions[0]}"
    assert kind_announced(kind.media_type, name, kind.largest) is kind
    with pytest.raises(EvidenceRefused, match="too_large"):
        kind_announced(kind.media_type, name, kind.largest + 1)
    # a scanner that stops earlier would find nothing in the rest
    assert kind.largest < 100_000_000
    assert type_of_name(name) == kind.media_type


def test_a_refusal_says_what_to_do_in_both_languages_and_quotes_nothing_strange() -> None:
    with pytest.raises(EvidenceRefused) as refused:
        kind_announced("text/\u202eevil\n", "x", 1)
    assert "pdf" in refused.value.said.en
    assert "\u202e" not in refused.value.said.en
    assert "archivo por archivo" in refused.value.said.es


def test_the_beginning_tells_another_type_before_the_rest_is_sent() -> None:
    row = next(row for row in intake().rows if row.media_type == "application/pdf")
    check_beginning(row, pdf()[:500])
    with pytest.raises(EvidenceRefused, match="not_its_type"):
        check_beginning(row, bomb()[:500])
    text = next(row for row in intake().rows if row.media_type == "text/plain")
    check_beginning(text, ("x" + "ñ" * 5000).encode()[:8192])  # cut in the middle of a letter


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("seal log.pdf", "seal log.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\x.pdf", "x.pdf"),
        ("/absolute.pdf", "absolute.pdf"),
        ("C:\\x.pdf", "x.pdf"),
        ("C:x.pdf", "C_x.pdf"),
        ("..", "file"),
        ("../..", "file"),
        ("", "file"),
        ("a/", "file"),
        (".htaccess", "htaccess"),
        ("-rf.txt", "rf.txt"),
        ("con.pdf", "_con.pdf"),
        ("LPT1", "_LPT1"),
        ("a\0b.pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("gpj.\u202efdp.exe", "gpj.fdp.exe"),
        ("%2e%2e%2fx.pdf", "_2e_2e_2fx.pdf"),
        ('a"b<c>|?*.pdf', "a_b_c____.pdf"),
        ("trailing. ", "trailing"),
        ("an\u0303o.pdf", "año.pdf"),
        ("x" * 500 + ".pdf", "x" * (LONGEST - 4) + ".pdf"),
        ("x." + "y" * 500, "y" * LONGEST),
    ],
)
def test_a_name_is_data_and_never_a_path(given: str, kept: str) -> None:
    assert neutral_name(given) == kept
    assert neutral_name(kept) == kept, "what is neutral stays as it is"
    assert not set(kept) & set('/\\<>:"|?*%\0')
