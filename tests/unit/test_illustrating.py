"""Reports with pictures of their areas: in every format with words for who does not see them."""

import base64
import io
import json
import re
import zipfile

import docx
import pikepdf
import pytest
from PIL import Image

from board.building.illustrating import TITLE, illustrated
from board.errors import ReportError
from board.render import FORMATS, render
from board.reports import ReportOptions, build
from board.reports.model import Picture, Report, Section, sections

from .report_boards import PROVENANCE, area, example
from .test_render_pdf import claims_accessibility, names, tags


def made(layout: str = "manual_section") -> Report:
    options = ReportOptions(pictures=True)
    return illustrated(build(layout, example(), PROVENANCE, options), example(), options)


def pictures(report: Report) -> list[Picture]:
    return [block for each in sections(report) for block in each.blocks if isinstance(block, Picture)]


@pytest.mark.parametrize("layout", ["manual_section", "theme_sections"])
def test_X14_each_area_with_an_agreed_text_has_its_picture_at_its_end(layout):
    first = next(block for block in made(layout).blocks if isinstance(block, Section) and block.role == "area")
    shown = first.blocks[-1]
    assert isinstance(shown, Section)
    assert (shown.title, shown.level) == (TITLE, first.level + 1)
    [picture] = pictures(made(layout))
    assert picture.title.startswith("The area ‘Sustainability’")


def test_X14_a_picture_without_words_is_refused():
    with pytest.raises(ReportError, match="needs words"):
        Picture("<svg/>", 1, 1, "Title", " ")


@pytest.mark.parametrize("name", FORMATS)
def test_X14_every_format_has_the_words_of_a_picture(name):
    [picture] = pictures(made())
    told = render(made(), name).content
    match name:
        case "docx":
            with zipfile.ZipFile(io.BytesIO(told)) as package:
                text = package.read("word/document.xml").decode()
        case "pdf":
            document = pikepdf.open(io.BytesIO(told))
            found = tags(document.Root.StructTreeRoot)
            text = " ".join(str(each.Alt) for each in found if "/Alt" in each)
        case _:
            text = told.decode()
    assert "Train staff across agencies together" in text
    assert render(made(), name).content == told
    assert len(picture.description) > 300


def test_X14_the_web_page_holds_the_picture_and_fetches_nothing():
    page = render(made(), "html").content.decode()
    [source] = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]+)"', page)
    assert base64.b64decode(source).decode() == pictures(made())[0].svg
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page


def test_X14_word_has_the_picture_as_wide_as_its_page_lets_it_be():
    [shape] = docx.Document(io.BytesIO(render(made(), "docx").content)).inline_shapes
    assert shape.width.mm <= 164
    assert shape.height.mm <= 221
    assert shape._inline.docPr.get("descr") == pictures(made())[0].description
    with zipfile.ZipFile(io.BytesIO(render(made(), "docx").content)) as package:
        [media] = [package.read(name) for name in package.namelist() if name.startswith("word/media/")]
    assert Image.open(io.BytesIO(media)).format == "PNG"


def test_X14_the_pdf_has_the_picture_as_a_figure_and_claims_to_be_accessible():
    document = pikepdf.open(io.BytesIO(render(made(), "pdf").content))
    assert claims_accessibility(document)
    assert names(document).count("Figure") == 1


def test_X14_the_json_has_the_picture_itself():
    told = json.loads(render(made(), "json").content)
    assert "<svg " in json.dumps(told)
    assert area(example(), "Sustainability")["title"] in json.dumps(told)
