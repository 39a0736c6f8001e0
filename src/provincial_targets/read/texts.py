"""The paragraphs of one document, from the bytes of a file: Word, PDF, HTML, plain text."""

from __future__ import annotations

import contextlib
import functools
import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable
from typing import Any

MAX_PARTS_BYTES = 100 * 1024 * 1024
"""All parts of a Word file, unpacked."""
MAX_PAGES = 2_000
_LONG = 60
"""Characters of a paragraph that nobody writes twice."""
MAX_CHARACTERS = 2_000_000
"""The longest work report has 35,000."""

_SAVE_AS_WORD = "Save it as a Word document (.docx) or as plain text."
_UNLOCK = "Save it without a password."
_AGAIN = "Get the file again, whole."
_RECOGNISE = "Have its text recognised (OCR), and save it as plain text."
_OTHERS = (
    (b"{\\rtf", "a text document (RTF)", _SAVE_AS_WORD),
    (b"MIME-Version:", "a web archive (MHTML)", "Save the page as HTML or as plain text."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it."),
    (b"Rar!", "a compressed file (RAR)", "Unpack it."),
    (b"7z\xbc\xaf", "a compressed file (7z)", "Unpack it."),
    (b"\x89PNG", "a picture", _RECOGNISE),
    (b"\xff\xd8\xff", "a picture", _RECOGNISE),
    (b"II*\0", "a picture", _RECOGNISE),
    (b"MM\0*", "a picture", _RECOGNISE),
    (b"GIF8", "a picture", _RECOGNISE),
    (b"BM", "a picture", _RECOGNISE),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_NAMES = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MACROS = ("vbaProject.bin", "vbaData.xml")

_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十]+(?:、(?![一二三四五六七八九十]、)|部分)|[(（][一二三四五六七八九十]+[)）]|[0-9]{1,2}[.．、](?![0-9])"
    r"|[——-]{2}|各位代表)"
)
_END = re.compile(r"[。！？；;!?][”’）)」]?$")
_LAYOUT = re.compile(
    r"(?<=[^\x00-\x7f])[ \t\u3000]+|[ \t\u3000]+(?=[^\x00-\x7f])"
    r"|(?<=[0-9])[ \t]+(?=[%.])|(?<=[0-9]\.)[ \t]+(?=[0-9])"
)
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第?\s*)?[0-9]{1,4}(?:\s*[/／页]\s*(?:共?\s*[0-9]+\s*页?)?)?[-—–·\s]*"
)


class Unreadable(Exception):
    """A file of which no text can be taken, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        """Carry what is wrong and the remedy."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def is_archive(content: bytes) -> bool:
    """Tell whether this is a zip file that holds documents, and is none itself."""
    if not content.startswith(b"PK"):
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        # A damaged file is named by what its first member says that it was.
        return b"[Content_Types].xml" not in content[:2048] and b"mimetype" not in content[:64]
    return "[Content_Types].xml" not in names and "mimetype" not in names


def paragraphs(content: bytes) -> list[str]:
    """Return the paragraphs of a document, in their order, empty ones left out.

    Raises:
        Unreadable: It has no text, or is none of the kinds that are read.
    """
    found = _raw_paragraphs(content)
    cleaned = _without_repeats(text for text in map(_clean, found) if text)
    size = sum(map(len, cleaned))
    if not size:
        raise Unreadable("no text", "Look at the file; it may be a picture of a text.")
    if size > MAX_CHARACTERS:
        raise Unreadable(f"{size:,} characters: no report is as long", "Keep the report only.")
    return cleaned


def _without_repeats(texts: Iterable[str]) -> list[str]:
    """Return texts without long ones that stood before: some pages hold their text twice."""
    seen: set[str] = set()
    kept: list[str] = []
    for text in texts:
        if len(text) < _LONG or text not in seen:
            kept.append(text)
        seen.add(text)
    return kept


def _raw_paragraphs(content: bytes) -> Iterable[str]:
    if not content.strip():
        raise Unreadable("an empty file", _AGAIN)
    if content.startswith(b"PK"):
        return _of_word(content)
    if b"%PDF-" in content[:1024]:
        return _of_pdf(content)
    if content.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable("it has a password", _UNLOCK)
        raise Unreadable("an old Office file (.doc)", _SAVE_AS_WORD)
    for beginning, kind, remedy in _OTHERS:
        if content.startswith(beginning):
            raise Unreadable(kind, remedy)
    text = _decode(content)
    if re.match(r"\s*<(?!!--)[!?a-zA-Z]", text[:1000]) or "<html" in text[:4096].lower():
        if re.search(r"<!ENTITY", text[:100_000], re.IGNORECASE):
            raise Unreadable("XML that declares entities, which no report has", _SAVE_AS_WORD)
        if not re.search(r"<(?:html|body|div|p|table)[\s>]", text[:200_000], re.IGNORECASE):
            raise Unreadable("XML that is no web page", _SAVE_AS_WORD)
        return _of_html(text)
    return _joined(text.splitlines())


def _clean(text: str) -> str:
    """Return a text without layout: no spaces but between Latin words, nothing invisible."""
    text = "".join(
        char
        for char in text.replace("\u00a0", " ").replace("\n", " ")
        if unicodedata.category(char) not in ("Cc", "Cf", "Co") or char == "\t"
    )
    return _LAYOUT.sub("", text).strip()


def _of_word(content: bytes) -> list[str]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unreadable("a damaged Word file", _AGAIN) from None
    names = [member.filename for member in members]
    if any(name.endswith(_MACROS) for name in names):
        raise Unreadable("a file with macros", "Save it as a Word document without macros (.docx).")
    if not any(name.startswith("word/") for name in names):
        raise Unreadable("no Word document", _SAVE_AS_WORD)
    if sum(member.file_size for member in members) > MAX_PARTS_BYTES:
        raise Unreadable("a Word file that unpacks to more than 100 MB", "Keep the text only.")
    import docx  # late: only a Word file needs it
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    try:
        for member in members:
            if member.filename.endswith((".xml", ".rels")):
                _refuse_entities(archive.read(member))
        body = docx.Document(io.BytesIO(content)).element.body
    except Unreadable:
        raise
    except (
        PackageNotFoundError, zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError,
        EOFError, OSError, NotImplementedError, AttributeError, RuntimeError,
    ):  # fmt: skip
        raise Unreadable("a damaged Word file", _AGAIN) from None
    # Through the tree and not by `Document.paragraphs`: text in tables, boxes and content controls
    # counts, and so does what was inserted with changes tracked.
    word = "{" + _WORD_NAMES + "}"
    within_paragraphs = {word + "t", word + "tab", word + "br", word + "noBreakHyphen"}
    found: list[str] = []
    for paragraph in body.iter(word + "p"):
        parts: list[str] = []
        for element in paragraph.iter(*within_paragraphs):
            if next(element.iterancestors(word + "p")) is not paragraph or any(
                etree.QName(parent).localname in ("del", "moveFrom", "Fallback")
                for parent in element.iterancestors()
            ):
                continue
            kind = etree.QName(element).localname
            parts.append({"t": element.text or "", "br": "\n", "noBreakHyphen": "-"}.get(kind, " "))
        found += "".join(parts).split("\n")
    return found


def _refuse_entities(part: bytes) -> None:
    head = part[:4096].replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Unreadable("a Word file that declares entities, which Word never does", _SAVE_AS_WORD)


@functools.cache
def _system_fonts() -> Any:
    """Return PDFium's search for system fonts, which notes here a Chinese font that it missed."""
    import pypdfium2  # late: only a PDF needs it
    from pypdfium2 import raw

    class SystemFonts(pypdfium2.PdfSysfontBase):  # type: ignore[misc] # the library has no types
        is_missing = False

        def MapFont(self, _: Any, *font: Any) -> Any:
            found = super().MapFont(_, *font)
            is_chinese = font[2] in (raw.FXFONT_GB2312_CHARSET, raw.FXFONT_CHINESEBIG5_CHARSET)
            self.is_missing |= is_chinese and not found
            return found

    fonts = SystemFonts()
    fonts.setup()
    return fonts


def _of_pdf(content: bytes) -> list[str]:
    import pypdfium2  # late: only a PDF needs it
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    fonts = _system_fonts()
    fonts.is_missing = False
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD:
            raise Unreadable("it has a password", _UNLOCK) from None
        raise Unreadable("a damaged PDF", _AGAIN) from None
    with contextlib.closing(document):
        if len(document) > MAX_PAGES:
            raise Unreadable(f"{len(document):,} pages: no report is as long", "Keep its pages.")
        pages: list[list[str]] = []
        try:
            for page in document:
                with contextlib.closing(page.get_textpage()) as text:
                    pages.append(text.get_text_bounded().splitlines())
                page.close()
        except pypdfium2.PdfiumError:
            raise Unreadable("a damaged PDF", _AGAIN) from None
    if fonts.is_missing:
        # PDFium drops lines of one character, and others, whose glyphs it cannot measure.
        raise Unreadable(
            "a PDF that lacks its Chinese font, and none is installed here",
            "Install one (on Debian: fonts-noto-cjk), or save the file with its fonts in it.",
        )
    if sum(len(line) for page in pages for line in page) < 30 * len(pages):
        raise Unreadable("a PDF of pictures, without text", _RECOGNISE)
    # What stands at the edge of most pages is a header or a footer.
    edges = Counter(line.strip() for page in pages for line in {*page[:1], *page[-1:]})
    repeated = {line for line, count in edges.items() if count > max(2, len(pages) / 2)}
    lines = [
        line
        for page in pages
        for line in page
        if line.strip() not in repeated and not _PAGE_NUMBER.fullmatch(line.strip())
    ]
    # PDFium marks a hyphen at the end of a line by U+0002, and a line that could not be mapped.
    return _joined([line.replace("\x02", "-").replace("\ufffe", "") for line in lines])


def _of_html(text: str) -> list[str]:
    from lxml import etree, html  # late: only a web page needs it

    # lxml refuses a declared encoding in a text that is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False))
    except (etree.LxmlError, ValueError):
        raise Unreadable("a web page that cannot be parsed", "Save it as plain text.") from None
    # The head of an article holds its title; many sites put a whole page into one form.
    found: list[str] = [root.findtext("head/title") or ""]
    for element in root.xpath(
        "//script|//style|//noscript|//template|//head|//nav|//aside|//select|//button|//textarea"
        "|//header[not(ancestor::article)]|//footer|//comment()"
    ):
        element.drop_tree()
    parts: list[str] = []

    def end() -> None:
        if parts:
            # Line breaks in the source are spaces on the page.
            found.append(" ".join("".join(parts).split()))
            parts.clear()

    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_block = element.tag not in _INLINE
        if event == "start":
            if is_block:
                end()
            parts.append(element.text or "")
        else:
            if is_block:
                end()
            parts.append(element.tail or "")
    end()
    return found


_INLINE = frozenset(
    "a abbr b bdi bdo big cite code del dfn em font i img ins kbd label mark o q s samp small span "
    "strike strong sub sup tt u var".split()
)


def _joined(lines: list[str]) -> list[str]:
    """Return paragraphs from lines that may break anywhere, also inside a sentence.

    A line ends its paragraph at the end of a sentence, unless all lines are as wide as a page (then
    it must be shorter than the page too), before a heading, and at an empty line that follows a
    whole sentence.
    """
    lines = [line.strip(" \t\u3000\ufeff\u200b") for line in lines]
    filled = [line for line in lines if line]
    width = sorted(map(_width, filled))[int(len(filled) * 0.9)] if filled else 0
    is_wrapped = width <= 120 and len(filled) > 20
    found: list[str] = []
    is_open = is_whole = is_short = False
    in_text = False
    for line in lines:
        line = re.sub(r"^#{1,6}\s+|^[*+]\s+|\*\*", "", line)
        if not line:
            continue
        is_in_sentence = is_wrapped and not is_whole and not is_short
        if is_open and (is_in_sentence or not _HEADING.match(line)):
            # A space between Latin words, and none inside a number.
            is_latin = (found[-1][-1] + line[0]).isascii() and line[0].isalpha()
            found[-1] += (" " if is_latin else "") + line
        else:
            found.append(line)
        in_text = in_text or line.startswith("各位代表")
        is_whole = _END.search(line) is not None or (not in_text and width > 120)
        is_short = _width(line) < 0.8 * width
        is_heading = len(found[-1]) <= 40 and _HEADING.match(found[-1]) and is_short
        is_open = not (
            (is_whole and (is_short or not is_wrapped)) or is_heading or line.endswith("：")
        )
    return found


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def _decode(content: bytes) -> str:
    """Return the text of bytes in UTF-8, UTF-16 with a mark, or GB18030."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        if b"\0" in content:
            raise Unreadable("no text: it holds NUL bytes", _SAVE_AS_WORD)
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or _is_chinese(text):
            return text
    # A page that was cut in the middle of a character is still a page; a wrong byte or two are not
    # worth a refusal, but the loss must not touch the figures: ASCII digits survive it.
    text = content.decode("utf-8-sig", "replace")
    if text.count("\ufffd") <= len(text) // 1000:
        return text
    raise Unreadable("text in no encoding that is read (UTF-8, GBK, UTF-16)", "Save it as UTF-8.")


def _is_chinese(text: str) -> bool:
    """Tell whether most characters are common ones, which GB2312 has."""
    characters = [char for char in text if not char.isascii()]
    return 2 * sum(bool(char.encode("gb2312", "ignore")) for char in characters) > len(characters)
