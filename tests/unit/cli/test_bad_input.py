"""What is wrong in the world: each row is something that a user gets wrong, and what he is told.

In every row: the exit code that is documented, one line that says what happened and one that says what to do,
nothing printed as a result, no file made, changed or left behind.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from translator.engine.fake import FakeEngine

ARABIC = "قال رئيس الوزراء إن الحكومة ستجتمع غدا."
TERMS = "terms:\n  البنتاغون: Pentagon\n"

FILES: dict[str, bytes] = {
    "good.txt": f"{ARABIC}\n".encode(),
    "good.yaml": TERMS.encode(),
    "binary.txt": bytes(range(256)) * 16,
    "half.txt": f"{ARABIC} ".encode() * 9 + b"\xff\xfe\xfa",
    "notes.bak": b"",
    "page.docx": b"PK\x03\x04 and then nothing",
    "empty.docx": b"",
    "empty.pdf": b"",
    "book.epub": b"no zip at all",
    "old.pdf": b"%PDF-1.7 and then nothing",
    "broken.xlf": b"<xliff version='1.2'><file>",
    "deep.json": b"[" * 100_000,
    "broken.yaml": b"terms: [\n",
    "twice.yaml": "terms:\n  بيت: house\n  بيت: home\n".encode(),
    "cycle.yaml": "terms: &a\n  - ar: بيت\n    en: house\n    accept: *a\n".encode(),
    "bomb.yaml": b"a: &a [x,x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nterms: *c\n",
    "python.yaml": b"terms: !!python/object/apply:os.system [ls]\n",
    "utf16.yaml": TERMS.encode("utf-16"),
    "nothing.yaml": b"",
    "typo.yaml": "terms:\n  - {ar: بيت, en: house, acept: home}\n".encode(),
    "terms.csv": "ar,en\nبيت,\n".encode(),
    "key.conf": b"glosary: good.yaml\n",
    "value.conf": b"beam: many\n",
    "choice.conf": b"enforce: hard\n",
    "many.conf": b"model: [a, b]\n",
    "list.conf": b"- beam\n",
    "yaml.conf": b"beam: [\n",
    "latin.conf": b"model: caf\xe9\n",
    "two.tsv": f"{ARABIC}\tHe said so.\n".encode(),
    "docs/a.txt": f"{ARABIC}\n".encode(),
}


@dataclass(frozen=True)
class Row:
    """`translator COMMAND` exits with `code`; `said` is in the line that says what happened, `hint` in the other."""

    command: str
    code: int
    said: str
    hint: str


ROWS = [
    # Inputs
    Row("translate none.txt", 3, "none.txt: there is no such file", "typing mistake"),
    Row("translate docs", 3, "docs: is a folder", "batch"),
    Row("translate binary.txt", 3, "binary.txt: the file is not text", "--encoding"),
    Row("translate half.txt", 3, "half.txt: byte 648 is not utf-8", "--encoding"),
    Row("translate good.txt --encoding ascii", 3, "good.txt: byte", "--encoding"),
    Row("translate good.txt --encoding klingon", 2, "encoding 'klingon' is not known", "correct it"),
    Row("translate notes.bak", 3, "no format reads .bak", "suffixes"),
    Row("translate page.docx", 3, "page.docx: the file is damaged", "save it"),
    Row("translate empty.docx", 3, "empty.docx: the file is empty", "from where it came"),
    Row("translate empty.pdf", 3, "empty.pdf: the file is empty", "from where it came"),
    Row("translate book.epub", 3, "book.epub: the file is damaged", "save it"),
    Row("translate old.pdf", 3, "old.pdf: the file is damaged", ""),
    Row("translate broken.xlf", 3, "broken.xlf: ", ""),
    Row("translate deep.json", 3, "deep.json: ", ""),
    Row("glossary match -g good.yaml none.txt", 3, "none.txt: there is no such file", "typing mistake"),
    Row("glossary match -g good.yaml page.docx", 3, "page.docx: the file is damaged", "save it"),
    Row("glossary match -g good.yaml docs", 3, "docs: is a folder", "name the files"),
    Row("glossary suggest none.txt", 3, "none.txt: there is no such file", "typing mistake"),
    Row("check good.txt", 3, "good.txt: plain text holds no translations", "check good.txt TRANSLATION"),
    Row("check good.txt none.txt", 3, "none.txt: there is no such file", "typing mistake"),
    Row("check good.txt terms.csv", 3, "good.txt is plain text, and terms.csv is table", "same format"),
    Row("check good.txt good.txt good.txt", 2, "two files are checked", "--help"),
    Row("check docs", 3, "docs: is a folder", "name the files"),
    Row("check good.txt docs", 3, "docs: is a folder", "name the files"),
    Row("check good.txt good.txt --encoding ascii", 3, "good.txt: byte", "--encoding"),
    Row("glossary match -g good.yaml good.txt --encoding ascii", 3, "good.txt: byte", "--encoding"),
    Row("evaluate two.tsv --encoding ascii", 3, "two.tsv: byte", "--encoding"),
    Row("check page.docx", 3, "page.docx: the file is damaged", "save it"),
    Row("evaluate good.txt none.txt", 3, "none.txt: there is no such file", "typing mistake"),
    Row("evaluate docs good.txt", 3, "docs: is a folder", "name the files"),
    Row("evaluate good.txt", 2, "a reference is needed", "--help"),
    Row("batch none out", 3, "none: there is no such folder", "folder"),
    Row("batch good.txt out", 3, "good.txt: is a file, not a folder", "translator translate"),
    # Memories
    Row("memory import good.txt --memory m.db", 3, "good.txt: no pairs are read from .txt", ".tmx"),
    Row("memory import docs --memory m.db", 3, "docs: is a folder", "name the files"),
    Row("memory import broken.xlf --memory m.db", 3, "broken.xlf: ", ""),
    Row("memory import terms.csv", 2, "no translation memory to work with", "--memory"),
    Row("memory stats --memory none.db", 3, "none.db: there is no such translation memory", "memory import"),
    Row("memory stats --memory good.txt", 3, "good.txt: is no translation memory", "memory import"),
    Row("memory prune --memory none.db", 2, "say which pairs", "--help"),
    Row("memory export out.csv --memory none.db", 2, "exported as TMX", ".tmx"),
    Row("translate good.txt --memory none.db", 3, "none.db: there is no such translation memory", "memory import"),
    # Glossaries
    Row("glossary convert none.yaml out.csv", 3, "none.yaml: there is no such file", "typing mistake"),
    Row("glossary convert good.yaml -", 2, "the format for stdout is not said", "--to"),
    Row("glossary convert good.yaml out.foo", 2, "no format is written to .foo", "formats"),
    Row("glossary convert good.yaml terms.csv", 3, "terms.csv: exists already", "--force"),
    Row("glossary convert good.yaml good.yaml --force", 3, "is the input itself", "another file"),
    Row("glossary suggest good.txt -o good.yaml", 3, "good.yaml: exists already", "another name"),
    Row("translate good.txt -g none.yaml", 4, "1 problem in the glossary", "glossary list"),
    Row("translate good.txt -g miltary", 4, "1 problem in the glossary", "glossary list"),
    Row("translate good.txt -g docs", 4, "1 problem in the glossary", "glossary list"),
    Row("translate good.txt -g none.yaml -g broken.yaml", 4, "2 problems in the glossary", "mend"),
    Row("translate good.txt -g broken.yaml", 4, "1 problem in the glossary", "mend"),
    Row("translate good.txt -g twice.yaml", 4, "1 problem in the glossary", "mend"),
    Row("translate good.txt -g cycle.yaml", 4, "1 problem in the glossary", "mend"),
    Row("translate good.txt -g python.yaml", 4, "1 problem in the glossary", "mend"),
    Row("translate good.txt -g bomb.yaml", 4, "problems in the glossary", "mend"),
    Row("translate good.txt -g utf16.yaml", 4, "1 problem in the glossary", "mend"),
    Row("translate good.txt -g nothing.yaml", 4, "1 problem in the glossary", "mend"),
    Row("translate good.txt -g terms.csv", 4, "1 problem in the glossary", "mend"),
    Row("batch docs out -g typo.yaml", 4, "1 problem in the glossary", "mend"),
    Row("glossary match -g broken.yaml good.txt", 4, "1 problem in the glossary", "mend"),
    Row("glossary list -g broken.yaml", 4, "1 problem in the glossary", "mend"),
    # Outputs
    Row("translate good.txt -o good.txt", 3, "would overwrite an input", "--in-place"),
    Row("translate good.txt -o good.docx", 3, "is translated to .txt, not .docx", "name a .txt file"),
    Row("translate good.txt -o none/out.txt", 3, "there is no folder none", "mkdir -p none"),
    Row("translate good.txt -o docs/a.txt/", 3, "the folder cannot be made", "another folder"),
    Row("translate good.txt --report out.pdf", 2, "no report is written as .pdf", ".html"),
    Row("translate good.txt --report none/r.json", 3, "there is no folder none", "mkdir -p none"),
    Row("translate good.txt --report good.txt", 3, "the report would overwrite a document", "another name"),
    Row("translate good.txt --bilingual pdf", 2, "no bilingual copy is written as pdf", "docx"),
    Row("batch docs docs", 3, "would overwrite their sources", "another output folder"),
    Row("batch docs good.txt", 3, "good.txt: the folder cannot be made", "another folder"),
    Row("batch docs out --report docs/a.txt", 3, "would overwrite a document", "another name"),
    # Options
    Row("translate good.txt --enforce hard", 2, "Invalid value for '--enforce'", "--help"),
    Row("translate good.txt --beam 0", 2, "Invalid value for '--beam'", "--help"),
    Row("translate good.txt --bim 3", 2, "No such option", "--help"),
    Row("translate good.txt --config none.conf", 2, "none.conf: cannot be read", "path"),
    Row(
        "translate good.txt --config key.conf", 2, "key.conf:1: there is no option 'glosary'", "did you mean glossary?"
    ),
    Row("translate good.txt --config value.conf", 2, "value.conf:1: beam is a whole number", "correct it"),
    Row("translate good.txt --config choice.conf", 2, "choice.conf:1: enforce is one of off, check", "correct it"),
    Row("translate good.txt --config many.conf", 2, "many.conf:1: model takes one value", "correct it"),
    Row("translate good.txt --config list.conf", 2, "list.conf:1: must hold", "for example"),
    Row("translate good.txt --config yaml.conf", 2, "yaml.conf:2: is not YAML", ""),
    Row("translate good.txt --config latin.conf", 2, "latin.conf: is not UTF-8", "UTF-8"),
    Row("batch docs out --jobs 0", 2, "Invalid value for '--jobs'", "--help"),
    Row("formats --sorted", 2, "No such option", "--help"),
    # Models
    Row("model info none", 5, "no model 'none'", "ar-en-base"),
    Row("model verify none", 5, "no model 'none'", "ar-en-base"),
    Row("model remove ar-en-base", 5, "no installed model", "can be removed"),
    Row("model install none.zip --offline", 5, "no file, folder or known model", "opus-mt"),
    Row("model install argos-ar-en --offline", 5, "would need the network", "a file or a folder"),
    Row("model install good.txt", 5, "not a zip archive", ".argosmodel"),
    Row("model install docs", 5, "no model of a known kind", "CTranslate2"),
    Row("model convert docs made", 5, "no model of a known kind", "CTranslate2"),
    Row("model convert none made", 5, "no such file or folder", "typing mistake"),
]


pytestmark = pytest.mark.usefixtures("quick", "user_models")


@pytest.fixture
def folder(run, tmp_path: Path) -> Path:
    """The current folder, with all of `FILES` in it."""
    for name, data in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return tmp_path


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.command)
def test_refused(run, contents, folder: Path, row: Row):
    before = contents()
    result = run(*row.command.split())
    assert (result.code, result.out) == (row.code, "")
    error, *details, hint = result.err.splitlines()
    assert error.startswith("error: ")
    assert row.said in error
    assert not re.match(r"error: (.+): \1: ", error), "the file is named twice"
    assert hint.startswith("hint: ")
    assert row.hint in hint
    assert all(line.startswith("  ") for line in details), "only the problems of a glossary have lines of their own"
    assert contents() == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.yaml", "none.yaml: there is no such file"),
        ("miltary", "did you mean military?"),
        ("broken.yaml", "broken.yaml:2:1: "),
        ("twice.yaml", "“بيت” stands already on line 2"),
        ("cycle.yaml", "cycle.yaml:2:5: "),
        ("utf16.yaml", "is not UTF-8"),
        ("nothing.yaml", "the file is empty"),
        ("typo.yaml", "did you mean accept?"),
    ],
)
def test_the_place_in_the_glossary_is_told(run, folder: Path, name: str, said: str):
    used, checked = run("translate", "good.txt", "-g", name), run("glossary", "check", name)
    assert (used.code, checked.code) == (4, 4)
    assert said in used.err
    assert said in checked.out


def test_a_glossary_without_terms_is_told(run, folder: Path):
    Path("empty.yaml").write_text("terms: []\n")
    result = run("translate", "good.txt", "-g", "empty.yaml")
    assert (result.code, result.err.splitlines()[0]) == (0, "warning: there is no term in the glossary")
    assert run("glossary", "check", "empty.yaml").out == "empty.yaml: warning: there is no term in it\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859-6"])
def test_encodings_are_detected_and_kept(run, folder: Path, encoding: str):
    Path("in.txt").write_bytes(ARABIC.encode(encoding))
    assert run("translate", "in.txt").code == 0
    assert Path("in.en.txt").read_bytes() == "x".encode(encoding)


@pytest.mark.parametrize("text", ["", "\n\n", "No Arabic.\nNone here: 12.\n"], ids=["empty", "blank", "English"])
def test_a_file_without_arabic_is_copied_and_told(run, folder: Path, text: str):
    Path("in.txt").write_text(text)
    result = run("translate", "in.txt")
    assert (result.code, result.out) == (0, "in.en.txt\n")
    assert result.err.splitlines()[0] == "note: in.txt: there is nothing to translate in it"
    assert Path("in.en.txt").read_text() == text


def test_one_line_of_a_megabyte(run, folder: Path):
    words = 1_000_000 // len("الحكومة ".encode())
    Path("in.txt").write_text("الحكومة " * words, "utf-8")
    assert run("translate", "in.txt").code == 0
    assert len(Path("in.en.txt").read_text().split()) > words / FakeEngine().longest


def test_lone_surrogates(run, folder: Path):
    wild = f"{ARABIC} \ud800\n\ud800\n".encode("utf-8", "surrogatepass")
    Path("in.txt").write_bytes(wild)
    reports = [arg for suffix in ("html", "json", "tsv", "xlsx", "txt") for arg in ("--report", f"r.{suffix}")]
    result = run("translate", "in.txt", *reports, "--bilingual", "docx", "--bilingual", "html", "--xliff")
    assert result.code == 0, result.err
    assert Path("in.en.txt").read_bytes().endswith(b"\n\xed\xa0\x80\n")
    assert run("translate", "--text", "\udcff").code == 0


def test_a_batch_goes_on_behind_bad_documents(run, folder: Path):
    for name in ("binary.txt", "page.docx", "old.pdf"):
        shutil.copy(name, "docs")
    result = run("batch", "docs", "out", "-q")
    assert (result.code, result.out) == (6, "out/a.txt\n")
    assert result.err.count("error: docs/") == 3
    assert result.err.splitlines()[-2].startswith("error: 3 of 4 documents failed")
    assert [path.name for path in Path("out").iterdir() if not path.name.startswith(".")] == ["a.txt"]
