"""Takes the text out of a PDF, each page with its number. It is done in a program of its own, with little memory and little
time: what lies in a PDF can be made to take all of both. Needs pypdf.

    python3 pdf_text.py file.pdf > pages.json"""

import importlib.util
import json
import pathlib
import subprocess
import sys

SECONDS = 120
MEMORY = 2 * 2**30
MAX_PAGES = 5_000
MAX_TEXT = 20_000_000       # characters of one PDF; the rest is not read


class PdfError(Exception):
    """Why a PDF cannot be read, in Dutch and English."""

    def __init__(self, nl, en):
        super().__init__(en)
        self.nl, self.en = nl, en


def can_read():
    return importlib.util.find_spec("pypdf") is not None


def read_pages(path):
    """[text] of the pages. Raises PdfError."""
    command = [sys.executable, "-B", str(pathlib.Path(__file__).resolve()), str(pathlib.Path(path).resolve())]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS)
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except subprocess.TimeoutExpired:
        raise PdfError(f"het lezen duurde langer dan {SECONDS} seconden", f"reading it took longer than {SECONDS} seconds") from None
    except (OSError, ValueError):
        answer = {}
    if answer.get("locked"):
        raise PdfError("er zit een wachtwoord op", "it has a password")
    pages = answer.get("pages")
    if not isinstance(pages, list):
        raise PdfError("de PDF is beschadigd", "the PDF is damaged")
    if not any(page.strip() for page in pages):
        raise PdfError("er staat geen tekst in, alleen plaatjes (een scan?)", "it holds no text, only pictures (a scan?)")
    return pages


def _limit():
    try:
        import resource
    except ImportError:     # not on this system; the time limit stays
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _main():
    _limit()
    import pypdf
    reader = pypdf.PdfReader(sys.argv[1])
    if reader.is_encrypted and not reader.decrypt(""):
        print(json.dumps({"locked": True}))
        return
    pages, room = [], MAX_TEXT
    for page in reader.pages[:MAX_PAGES]:
        text = page.extract_text()[:room]
        room -= len(text)
        pages.append(text.encode("utf-8", "replace").decode("utf-8").replace("\0", " "))
        if room <= 0:
            break
    print(json.dumps({"pages": pages}))


if __name__ == "__main__":
    _main()
