"""Reads documents (one table, or a folder of txt, md, html, pdf and csv) and cuts them into passages that overlap. Every passage
knows its file and the line where it begins; of a PDF, the page. What of a folder cannot be read is left out and told.

In memory grow the passages (about their text and 300 bytes for each); one document at a time is held besides."""

import codecs
import html.parser
import re

import pdf_text
import werkbank_table as tables

KINDS = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".csv", ".tsv")
MAX_FILE_BYTES = 25 * 2**20
MAX_PASSAGES = 500_000
MIN_DOCUMENTS = 10
TITLE_WORDS = 25            # of a first sentence that stands in for a title
QUESTIONS = "questions.csv"
_SENTENCE_END = re.compile(r"[.!?][\"')\]»”’]*$")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*$")
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`>#|]+")


class Document:
    """title: as it is shown. hint: the title, heading or first sentence, that is not among `words`, to ask for the document
    by; "" where there is none. words: [(word, line)]."""

    def __init__(self, file, line, title, source, hint, words, question=""):
        self.file, self.line, self.title, self.source, self.hint, self.words, self.question = file, line, title, source, hint, words, question


class Passage:
    """document: its number; line: where the passage begins in its file."""

    def __init__(self, document, line, text):
        self.document, self.line, self.text = document, line, text


class DocumentError(tables.TableError):
    """As a TableError, and in which file."""

    def __init__(self, code, nl, en, file=None, line=None):
        super().__init__(code, nl, en, line)
        self.file = file


# ---- finding --------------------------------------------------------------------------------------------

class Finding:
    """What lies in the data folder: files to read, a table of questions, and what is left out."""

    def __init__(self, folder):
        self.folder = folder
        found = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and not hidden(path, folder))
        if folder.is_file():
            self.folder = folder.parent
        self.questions = next((path for path in found if path.name.casefold() == QUESTIONS and len(found) > 1), None)
        self.files = [path for path in found if path.suffix.lower() in KINDS and path != self.questions]
        self.others = [path for path in found if path not in self.files and path != self.questions]
        self.left_out = []      # [(name, why in Dutch, why in English)]
        if self.files and all(path.suffix.lower() == ".pdf" for path in self.files) and not pdf_text.can_read():
            raise DocumentError("no_pypdf", "Alle documenten zijn een PDF, maar op deze AI-fabriek staat het programma pypdf niet. Bewaar ze als tekst, of vraag de helpdesk om pypdf.",
                                "All documents are PDFs, but this AI factory does not have the program pypdf. Save them as text, or ask the help desk for pypdf.")
        if not self.files:
            raise DocumentError("no_documents", f"Er zijn geen documenten gevonden. Stuur een tabel (CSV) of een map met bestanden die eindigen op {', '.join(KINDS)}. Bewaar een Word-bestand eerst als tekst of PDF.",
                                f"No documents were found. Send a table (CSV) or a folder of files that end in {', '.join(KINDS)}. Save a Word file as text or PDF first.")

    def name(self, path):
        return str(path.relative_to(self.folder))


def shown(name, longest=80):
    """A name in a sentence: one line, not too long, whatever the file is called."""
    name = " ".join(name.split())
    return name if len(name) <= longest else name[:longest - 1] + "…"


def hidden(path, folder):
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def read_documents(finding, columns, look, warn_encoding):
    """Yields every Document. columns(table) tells the columns of a table: {text, title, source, question}, names or "". Of
    several files one that cannot be read is left out; where there is only one it is refused."""
    for path in finding.files:
        look()
        try:
            yield from read_document(finding, path, columns, look, warn_encoding)
        except DocumentError as error:
            if len(finding.files) == 1 or error.code not in ("file_too_large", "not_text", "bad_pdf", "unreadable"):
                raise
            finding.left_out.append((finding.name(path), error.nl, error.en))


def read_document(finding, path, columns, look, warn_encoding):
    name = finding.name(path)
    if path.suffix.lower() == ".pdf":
        yield read_pdf(path, name)
        return
    if path.suffix.lower() in (".csv", ".tsv") or len(finding.files) == 1 and path.suffix.lower() == ".txt" and looks_like_table(path):
        yield from read_table(path, name, columns, look, warn_encoding)
    else:
        text = read_text(path, name, warn_encoding)
        kind = path.suffix.lower()
        yield (read_html if kind in (".html", ".htm") else read_markdown if kind in (".md", ".markdown") else read_plain)(name, text)


def read_pdf(path, name):
    """Its lines are its pages."""
    check_size(path, name)
    if not pdf_text.can_read():
        raise DocumentError("bad_pdf", "Op deze AI-fabriek staat het programma pypdf niet, dat een PDF kan lezen.", "This AI factory does not have the program pypdf, which can read a PDF.", name)
    try:
        pages = pdf_text.read_pages(path)
    except pdf_text.PdfError as error:
        raise DocumentError("bad_pdf", f"Uit '{shown(name)}' kan geen tekst worden gelezen: {error.nl}.", f"No text can be read from '{shown(name)}': {error.en}.", name) from None
    return with_first_sentence(name, 1, "", "", [(word, number) for number, page in enumerate(pages, 1) for word in [*page.split(), ""]])


def looks_like_table(path):
    """Whether a lone .txt is a table that was given another name."""
    with open(path, "rb") as file:
        head = file.read(4096)
    return b"\t" in head.split(b"\n", 1)[0]


def check_size(path, name):
    try:
        size = path.stat().st_size
    except OSError as error:
        raise unreadable(name, error) from error
    if size > MAX_FILE_BYTES:
        raise DocumentError("file_too_large", f"Het bestand '{shown(name)}' is {size // 2**20} MB; hoogstens {MAX_FILE_BYTES // 2**20} MB kan. Knip het op, of laat het weg.",
                            f"The file '{shown(name)}' is {size // 2**20} MB; at most {MAX_FILE_BYTES // 2**20} MB can be read. Cut it up, or leave it out.", name)


def unreadable(name, error):
    return DocumentError("unreadable", f"Het bestand '{shown(name)}' kan niet worden gelezen: {error.strerror}.", f"The file '{shown(name)}' cannot be read: {error.strerror}.", name)


def read_text(path, name, warn_encoding):
    check_size(path, name)
    try:
        raw = path.read_bytes()
        encoding = tables.find_encoding(path)
    except OSError as error:
        raise unreadable(name, error) from error
    if encoding == "utf-16":
        return raw.decode("utf-16", "replace")
    if b"\0" in raw:
        line = raw[:raw.index(b"\0")].count(b"\n") + 1
        raise DocumentError("not_text", f"Het bestand '{shown(name)}' is geen tekst: op regel {line} staan tekens die in een tekst niet voorkomen. Bewaar het als tekst, of laat het weg.",
                            f"The file '{shown(name)}' is not text: on line {line} are characters that no text has. Save it as text, or leave it out.", name, line)
    if encoding == "cp1252":
        warn_encoding(name)
    return raw.removeprefix(codecs.BOM_UTF8).decode("utf-8" if encoding == "utf-8-sig" else "cp1252", "replace")


# ---- kinds of documents ---------------------------------------------------------------------------------

def words_with_lines(text, line=1):
    """[(word, line)]; a line of nothing ends a paragraph, which counts as the end of a sentence."""
    found = []
    for number, row in enumerate(text.splitlines(), line):
        row = row.split()
        found += [(word, number) for word in row]
        if not row and found and found[-1][0]:
            found.append(("", number))      # a paragraph ends here
    return found


def read_plain(name, text):
    return with_first_sentence(name, 1, "", "", words_with_lines(text))


def read_markdown(name, text):
    title, kept = "", []
    for row in text.splitlines():
        heading = _HEADING.match(row)
        if heading and not title:
            title = _MARKUP.sub(lambda match: match[1] or " ", heading[1]).strip()
            kept.append("")
        else:
            kept.append(_MARKUP.sub(lambda match: match[1] or " ", row))
    return with_first_sentence(name, 1, title, "", words_with_lines("\n".join(kept)))


class Page(html.parser.HTMLParser):
    """What a reader sees of a page, with its lines."""

    LONE = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
    HIDDEN = {"script", "style", "template", "noscript", "nav", "footer", "aside"}
    BLOCKS = {"p", "div", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "br", "pre", "blockquote", "dd", "dt"}

    def __init__(self):
        super().__init__()
        self.words, self.heading, self.title, self._hidden, self._inside = [], [], [], [], None

    def handle_starttag(self, tag, attributes):
        self.end_paragraph(tag)
        if tag in self.LONE:
            return
        if self._hidden or tag in self.HIDDEN or any(name == "hidden" for name, _ in attributes):
            self._hidden.append(tag)
        elif tag == "title" or tag == "h1" and not self.heading:
            self._inside = tag

    def handle_endtag(self, tag):
        self.end_paragraph(tag)
        if tag in self._hidden:             # also ends what was never closed within it
            while self._hidden.pop() != tag:
                pass
        if tag == self._inside:
            self._inside = None

    def end_paragraph(self, tag):
        if tag in self.BLOCKS and self.words and self.words[-1][0]:
            self.words.append(("", self.getpos()[0]))

    def handle_data(self, data):
        if self._hidden:
            return
        if self._inside:
            (self.title if self._inside == "title" else self.heading).extend(data.split())
            return
        line = self.getpos()[0]
        for row in data.split("\n"):
            self.words += [(word, line) for word in row.split()]
            line += 1


def read_html(name, text):
    page = Page()
    page.feed(text)
    page.close()
    return with_first_sentence(name, 1, " ".join(page.heading or page.title), "", page.words)


def read_table(path, name, columns, look, warn_encoding):
    try:
        table = tables.open_table(path)
        if table.encoding == "cp1252":
            warn_encoding(name)
        chosen = columns(table)
        places = {what: table.header.index(column) if column else None for what, column in chosen.items()}
        cell = lambda row, what: "" if places[what] is None or tables.is_missing(row[places[what]]) else row[places[what]].strip()
        for line, row in tables.whole_rows(table, look):
            text = cell(row, "text")
            if text:
                begin = line - row_breaks(row)
                yield with_first_sentence(name, begin, " ".join(cell(row, "title").split()), " ".join(cell(row, "source").split()), words_with_lines(text, begin), " ".join(cell(row, "question").split()))
    except tables.TableError as error:
        raise error if isinstance(error, DocumentError) else DocumentError(error.code, error.nl, error.en, name, error.line) from error


def row_breaks(row):
    """How many lines a row of a table takes beyond its first."""
    return sum(cell.count("\n") for cell in row)


def with_first_sentence(file, line, title, source, words, question=""):
    """A document without a title is asked for by its first sentence, which then is not searched in while that is tested."""
    while words and not words[0][0]:
        words = words[1:]
    if title:
        return Document(file, words[0][1] if words else line, title, source, title, words, question)
    end = next((i for i, (word, _) in enumerate(words) if not word or _SENTENCE_END.search(word)), len(words))
    end = min(end + 1, TITLE_WORDS, len(words))
    hint = " ".join(word for word, _ in words[:end] if word)
    rest = words[end:]
    if sum(1 for word, _ in rest if word) < 10:     # too little would be left to find it by
        return Document(file, words[0][1] if words else line, hint, source, "", words, question)
    return Document(file, words[0][1], hint, source, hint, rest, question)


# ---- passages -------------------------------------------------------------------------------------------

def cut(words, longest, overlap):
    """Yields (line, text) of passages of at most so many words, preferably ending with a sentence; each begins with the last
    words of the one before."""
    breaks = {i for i, (word, _) in enumerate(words) if not word or _SENTENCE_END.search(word)}
    begin, count = 0, len(words)
    while begin < count:
        end = min(begin + longest, count)
        if end < count:
            end = next((i + 1 for i in range(end - 1, end - 1 - longest // 3, -1) if i in breaks), end)
        inside = [(word, line) for word, line in words[begin:end] if word]
        if inside:
            yield inside[0][1], " ".join(word for word, _ in inside)
        if end >= count:
            return
        begin = max(begin + 1, end - overlap)
