"""Makes the template of the page about a firm: `python content/statement/rebuild.py`.

The template is an ordinary Word document. Open it, change its looks or its order, and save it: what
stands in double braces is filled in by Doorstep and must stay.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

HERE = Path(__file__).parent
INK, QUIET, BRAND = (
    RGBColor(0x1B, 0x1B, 0x1F),
    RGBColor(0x52, 0x52, 0x5B),
    RGBColor(0x0B, 0x4F, 0x6C),
)
WIDTHS = (Cm(4.2), Cm(8.3), Cm(4.5))


def main() -> None:
    """Writes the template beside this file."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Calibri", Pt(11), INK
    normal.element.rPr.rFonts.set(qn("w:cs"), "Arial")
    document.core_properties.title = "{{ heading }}"
    document.core_properties.author = ""
    document.core_properties.comments = ""
    _kind(document.add_paragraph())
    title = document.add_heading("{{ heading }}", level=1)
    title.runs[0].font.size, title.runs[0].font.color.rgb = Pt(26), BRAND
    document.add_paragraph("{%p if work %}")
    document.add_heading("{{ work_label }}", level=2).runs[0].font.color.rgb = BRAND
    document.add_paragraph("{{ work }}")
    document.add_paragraph("{%p endif %}")
    _facts(document)
    _small(document.add_paragraph("{{ says }}"))
    _small(document.add_paragraph("{{ foot }}"))
    document.save(str(HERE / "template.docx"))
    print("written: template.docx")


def _kind(paragraph: Paragraph) -> None:
    run = paragraph.add_run("{{ kind }}")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(10), QUIET


def _facts(document: Document) -> None:
    table = document.add_table(rows=3, cols=3)
    table.autofit = False
    table.rows[0].cells[0].text = "{%tr for line in lines %}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    told = table.rows[1].cells
    for cell, words in zip(told, ("label", "value", "origin"), strict=True):
        cell.text = f"{{{{ line.{words} }}}}"
        _line_below(cell)
    told[0].paragraphs[0].runs[0].bold = True
    _small(told[2].paragraphs[0])
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = width


def _small(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_before = Pt(4)
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(9), QUIET


def _line_below(cell: _Cell) -> None:
    borders = OxmlElement("w:tcBorders")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("color", "D4D4D8")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001 - python-docx has no other way


if __name__ == "__main__":
    main()
