"""Reports in the style of the real ones, of invented figures, in the formats of real files."""

from __future__ import annotations

import io
import itertools
import textwrap
from collections.abc import Sequence

REVIEW = (
    "过去一年，面对复杂严峻的形势，全省上下攻坚克难，经济运行稳中有进。",
    "全省地区生产总值57761亿元、增长5.6%，规模以上工业增加值增长7.2%，固定资产投资增长3.9%，"
    "社会消费品零售总额增长4.4%，地方一般公共预算收入3614.6亿元、增长0.6%，进出口总额突破2万亿元，"
    "城镇调查失业率平均为4.7%，居民消费价格下降0.1%。",
    "工业投资增长9.8%，出口增长5.3%，开发区进出口总额增长21%，城镇居民人均可支配收入增长4.6%。",
)
TARGETS = (
    "今年经济社会发展的主要预期目标是：地区生产总值增长5%—5.5%，在实际工作中努力争取更好结果；"
    "一般公共预算收入增长3%左右，固定资产投资增长4%以上，社会消费品零售总额增长5.5%左右，"
    "规模以上工业增加值增长6.5%，城镇调查失业率、居民消费价格涨幅分别控制在5.5%和2%以内，"
    "居民收入增长与经济增长同步。"
)
TASKS = (
    "全方位扩大内需，释放消费投资潜力",
    "以科技创新引领新质生产力发展，建设现代化产业体系",
    "深化重点领域改革，扩大高水平对外开放",
    "推进乡村全面振兴，促进城乡融合发展",
    "加快全面绿色转型，建设美丽家园",
    "保障和改善民生，增进群众福祉",
    "统筹发展和安全，守牢安全底线",
)
_BODY = "坚持稳中求进工作总基调，抓重点、补短板、强弱项，推动各项工作落到实处、见到实效。" * 40


def report(
    province: str = "福建省",
    year: int = 2026,
    *,
    review: Sequence[str] = REVIEW,
    targets: str = TARGETS,
    tasks: Sequence[str] = TASKS,
    chapter: str = "",
) -> list[str]:
    """Return the paragraphs of a work report.

    Args:
        province: Its full name.
        year: The year whose targets it sets.
        review: The text on the year before.
        targets: The paragraph of targets.
        tasks: The headings of the year's tasks.
        chapter: The text after the first of them.
    """
    numerals = "一二三四五六七八九十"
    return [
        f"{year}年{province}政府工作报告",
        f"——{year}年1月20日在{province}第十四届人民代表大会第四次会议上",
        "各位代表：",
        f"现在，我代表{province}人民政府，向大会报告工作，请予审议。",
        f"一、{year - 1}年工作回顾",
        *review,
        f"二、{year}年工作安排",
        "做好今年工作，要坚持稳中求进工作总基调。",
        targets,
        "重点做好以下工作：",
        *(
            f"（{numeral}）{task}。{chapter if number == 0 else ''}{_BODY}"
            for number, (numeral, task) in enumerate(zip(numerals, tasks, strict=False))
        ),
    ]


def as_docx(paragraphs: Sequence[str]) -> bytes:
    """Return a Word document."""
    import docx

    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(paragraphs: Sequence[str], charset: str = "utf-8") -> bytes:
    """Return a page as saved from a government's site: menus, scripts, hard spaces, a footer."""
    body = "".join(f"<p>&nbsp;&nbsp;<span>{text}</span></p>\n" for text in paragraphs)
    page = f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>x</title>
<script>var target = "地区生产总值增长9%";</script><style>p {{ margin: 0 }}</style></head><body>
<nav><ul><li>首页</li><li>政府信息公开：地区生产总值增长8%</li></ul></nav>
<div class="article">{body}</div><footer>主办单位：示例 版权所有</footer></body></html>"""
    return page.encode("gb18030" if charset == "gb2312" else charset)  # as the sites do


def as_text(paragraphs: Sequence[str], *, width: int = 0, encoding: str = "utf-8") -> bytes:
    """Return plain text; with a width, lines break anywhere."""
    lines: list[str] = []
    for text in paragraphs:
        lines += textwrap.wrap(text, width) if width else [text]
    return "\n".join(lines).encode(encoding)


_NAMED_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[3 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 4 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
)
"""Objects 2 to 4 of a PDF: a Chinese font that the file names, but does not contain."""


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _font_of_squares(alphabet: Sequence[str], number: int) -> list[bytes]:
    """Return a font, last, and what it refers to, from the object of that number on.

    Each character is drawn as a square; a table says which character it is.
    """
    size = len(alphabet)
    meant = b"".join(
        b"1 beginbfchar <%02x><%s> endbfchar\n" % (at, char.encode("utf-16-be").hex().encode())
        for at, char in enumerate(alphabet)
    )
    return [
        _stream(b"1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f"),
        _stream(b"begincmap 1 begincodespacerange <00><ff> endcodespacerange\n%sendcmap" % meant),
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]"
        b"/CharProcs<</square %d 0 R>>/Encoding<</Differences[0%s]>>/ToUnicode %d 0 R"
        b"/FirstChar 0/LastChar %d/Widths[%s]>>"
        % (number, b"/square" * size, number + 1, size - 1, b" 1000" * size),
    ]


def _drawn(line: str, alphabets: Sequence[Sequence[str]]) -> bytes:
    """Return the operators that draw a line, by the font of each of its characters."""
    if not alphabets:
        return b"/F0 12 Tf <%s> Tj " % line.encode("utf-16-be").hex().encode()
    place = {char: divmod(at, 256) for at, char in enumerate(itertools.chain(*alphabets))}
    drawn = b""
    for font, run in itertools.groupby((place[char] for char in line), key=lambda at: at[0]):
        drawn += b"/F%d 12 Tf <%s> Tj " % (font + 1, bytes(at for _, at in run).hex().encode())
    return drawn


def as_pdf(
    paragraphs: Sequence[str], *, width: int = 38, lines_per_page: int = 30, embedded: bool = True
) -> bytes:
    """Return a PDF with text, a page number at the foot of each page.

    Args:
        paragraphs: Its text.
        width: The characters of a line.
        lines_per_page: The lines of a page, without the number.
        embedded: Whether the file contains its fonts; else it names one that a system may have.
    """
    lines: list[str] = []
    for text in paragraphs:
        lines += [text[at : at + width] for at in range(0, len(text), width)]
    pages = [
        [*lines[at : at + lines_per_page], f"— {number} —"]
        for number, at in enumerate(range(0, len(lines), lines_per_page), start=1)
    ]
    used = sorted(set("".join(itertools.chain(*pages))))
    # A glyph is drawn by one byte: a font for every 256 characters.
    alphabets = [used[at : at + 256] for at in range(0, len(used), 256)] if embedded else []
    objects = [b"", *_NAMED_FONT]  # the tree of pages, whose members follow
    fonts = b"/F0 2 0 R"
    for number, alphabet in enumerate(alphabets, start=1):
        objects += _font_of_squares(alphabet, len(objects) + 1)
        fonts += b"/F%d %d 0 R" % (number, len(objects))
    kids = []
    for page in pages:
        drawn = b"".join(_drawn(line, alphabets) + b"T*\n" for line in page)
        stream = b"BT 60 780 Td 20 TL\n%sET" % drawn
        objects.append(_stream(stream))
        objects.append(
            b"<</Type/Page/Parent 1 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<<%s>>>>>>" % (len(objects), fonts)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    objects.append(b"<</Type/Catalog/Pages 1 0 R>>")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(objects),
        start,
    )
