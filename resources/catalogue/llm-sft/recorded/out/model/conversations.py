"""Reads questions and answers: files of JSON lines, in the forms in which they are handed about, and tables with a column of
questions and one of answers; by the same rules as Werkbank's check before they were sent. Divides them into what is learned from, what chooses the best round, and what tells
how good the model is; the same question is never in two of these."""

import hashlib
import json
import pathlib

LONGEST_LINE = 1_000_000        # bytes
ROLES = {"system": "system", "user": "user", "human": "user", "assistant": "assistant", "gpt": "assistant"}
QUESTIONS = ("prompt", "instruction", "question", "vraag")
ANSWERS = ("completion", "output", "answer", "response", "antwoord")
PARTS = ("train", "val", "test")
SHARE, MOST_VAL, MOST_TEST = 0.1, 300, 1000     # kept apart of all; more would only take time


class DataError(Exception):
    def __init__(self, code, nl, en, file=None, line=None):
        super().__init__(en)
        self.code, self.nl, self.en, self.file, self.line = code, nl, en, file, line


class Fault(Exception):
    """A line that is no conversation."""

    def __init__(self, code, nl, en):
        super().__init__(en)
        self.code, self.nl, self.en = code, nl, en


def parse(line, answered=True):
    """[(role, text)] of one line; roles are system, user and assistant. Raises Fault; without `answered` not where nothing is
    answered."""
    try:
        found = json.loads(line, parse_constant=_no_json)
    except (ValueError, RecursionError):
        raise Fault("lines_json", "de regel is geen JSON", "the line is no JSON") from None
    if not isinstance(found, dict):
        raise Fault("conversation_form", "de regel is geen object met messages", "the line is no object with messages")
    turns = []
    messages = _first(found, ("messages", "conversations"))
    if messages is not None:
        _read_messages(messages, turns)
    else:
        _read_pair(found, turns)
    if answered and not any(role == "assistant" for role, _ in turns):
        raise Fault("has_answer", "er staat geen antwoord in", "there is no answer in it")
    return turns


def _no_json(word):
    raise ValueError(word)


def _first(found, names):
    return next((found[name] for name in names if name in found), None)


def _read_messages(messages, turns):
    if not isinstance(messages, list) or not all(isinstance(one, dict) for one in messages):
        raise Fault("conversation_form", "messages is geen lijst van berichten", "messages is no list of messages")
    for message in messages:
        role = _first(message, ("role", "from"))
        if not isinstance(role, str) or role not in ROLES:
            raise Fault("known_role", f"de rol {role!r} bestaat niet", f"there is no role {role!r}")
        _add(turns, ROLES[role], _first(message, ("content", "value")))


def _read_pair(found, turns):
    question, answer = _first(found, QUESTIONS), _first(found, ANSWERS)
    if not any(name in found for name in QUESTIONS):
        raise Fault("conversation_form", "er is geen messages, en geen vraag met een antwoord", "there is no messages, and no question with an answer")
    if "system" in found:
        _add(turns, "system", found["system"])
    _add(turns, "user", question)
    if isinstance(found.get("input"), str) and found["input"]:
        turns[-1] = ("user", turns[-1][1] + "\n\n" + found["input"])
    if any(name in found for name in ANSWERS):
        _add(turns, "assistant", answer)


def _add(turns, role, text):
    if not isinstance(text, str):
        raise Fault("content_is_text", f"wat de rol {role} zegt, is geen tekst", f"what the role {role} says is no text")
    text = text.encode("utf-8", "replace").decode("utf-8")      # half a character pair cannot be written again
    if not text.strip():
        if role == "system":
            return
        raise Fault("has_content", f"wat de rol {role} zegt, is leeg", f"what the role {role} says is empty")
    last = turns[-1][0] if turns else "system"
    if not {"system": not turns, "user": last != "user", "assistant": last == "user"}[role]:
        raise Fault("roles_in_turn", f"de rol {role} is hier niet aan de beurt", f"it is not the turn of the role {role} here")
    turns.append((role, text))


# ---- files ----------------------------------------------------------------------------------------------

class Conversation:
    """`turns` ends with an answer. `key` is what is asked, so that the same question stays together."""

    def __init__(self, turns):
        while turns[-1][0] != "assistant":      # a last question without an answer teaches nothing
            turns.pop()
        self.turns = turns
        asked = "\n".join(text.strip() for role, text in turns if role == "user")
        self.key = hashlib.sha256(asked.lower().encode("utf-8")).hexdigest()

    def question(self):
        """All but the last answer."""
        return self.turns[:-1]

    def answer(self):
        return self.turns[-1][1]


def read_table(path, name, look):
    """The conversations of a table. Raises DataError with the line."""
    import werkbank_table as tables     # needs numpy; JSON lines do not
    try:
        table = tables.open_table(path)
        small = [one.lower() for one in table.header]
        question, answer = (next((small.index(one) for one in names if one in small), None) for names in (QUESTIONS, ANSWERS))
        if question is None or answer is None:
            raise DataError("conversation_form", f"{name} heeft geen kolom vraag en een kolom antwoord.", f"{name} has no column question and a column answer.", file=name, line=1)
        for line, row in tables.whole_rows(table, look):
            turns = []
            try:
                _add(turns, "user", row[question])
                if not row[answer].strip():
                    raise Fault("has_answer", "er staat geen antwoord in", "there is no answer in it")
                _add(turns, "assistant", row[answer])
            except Fault as fault:
                raise _at(fault, name, line) from None
            yield Conversation(turns)
    except tables.TableError as error:
        raise DataError(error.code, error.nl, error.en, file=name, line=error.line) from None


def _at(fault, name, line):
    return DataError(fault.code, f"Regel {line} van {name}: {fault.nl}.", f"Line {line} of {name}: {fault.en}.", file=name, line=line)


def read_lines(path, name, look):
    """The conversations of one file. Raises DataError with the line."""
    with open(path, "rb") as file:
        for number, raw in enumerate(_bounded(file), 1):
            if number % 1000 == 0:
                look()
            where = {"file": name, "line": number}
            if len(raw) > LONGEST_LINE:
                raise DataError("largest_line", f"Regel {number} van {name} is langer dan 1 MB. Knip het gesprek op.", f"Line {number} of {name} is longer than 1 MB. Cut the conversation up.", **where)
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            except UnicodeDecodeError:
                raise DataError("lines_utf8", f"Regel {number} van {name} is geen UTF-8. Bewaar het bestand als UTF-8.", f"Line {number} of {name} is no UTF-8. Save the file as UTF-8.", **where) from None
            if not line:
                continue
            try:
                yield Conversation(parse(line))
            except Fault as fault:
                raise _at(fault, name, number) from None


def _bounded(file):
    """The lines; of one that is too long only the begin."""
    while True:
        line = file.readline(LONGEST_LINE + 2)
        if not line:
            return
        whole = line.endswith(b"\n")
        yield line.rstrip(b"\r\n")
        while not whole:
            rest = file.readline(LONGEST_LINE)
            whole = not rest or rest.endswith(b"\n")


def files_of(folder):
    """[(path, its name from the folder on)] of the files with conversations; a single file counts whatever its name is."""
    folder = pathlib.Path(folder)
    everything = sorted(path for path in folder.rglob("*") if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts))
    chosen = [path for path in everything if path.suffix.lower() in (".jsonl", ".csv")]
    chosen = chosen or everything[:1] if len(everything) == 1 else chosen
    return [(path, path.relative_to(folder).as_posix()) for path in chosen]


class Conversations:
    """`parts`: {train, val, test} -> [Conversation]. `divided_by`: files (they are named so) or chance."""

    def __init__(self, folder, look=lambda: None, smallest=10):
        found = files_of(folder)
        if not found:
            raise DataError("has_conversations", "Er is geen bestand met gesprekken gevonden. De naam moet op .csv of .jsonl eindigen.", "No file with conversations was found. Its name must end in .csv or .jsonl.")
        self.files = [name for _, name in found]
        named = {part: [one for one in found if pathlib.PurePosixPath(one[1]).stem.lower() in ((part, "validation", "valid") if part == "val" else (part,))] for part in PARTS}
        kept_apart = named["val"] + named["test"]
        self.same, seen, read = 0, set(), {}
        for part, files in (("test", named["test"]), ("val", named["val"]), ("train", [one for one in found if one not in kept_apart])):
            read[part] = []
            for path, name in files:
                for one in (read_table if path.suffix.lower() == ".csv" else read_lines)(path, name, look):
                    whole = hashlib.sha256(json.dumps([(role, text.strip()) for role, text in one.turns]).encode()).digest()
                    if whole in seen:
                        self.same += 1
                        continue
                    seen.add(whole)
                    read[part].append(one)
        self._divide(read)
        total = sum(map(len, self.parts.values()))
        if total < smallest or not all(self.parts.values()):
            raise DataError("min_conversations", f"Er zijn {total} gesprekken met verschillende vragen; dat is te weinig. Maak er minstens {max(50, smallest)}.",
                            f"There are {total} conversations with different questions; that is too few. Make at least {max(50, smallest)}.", file=self.files[0])

    def _divide(self, read):
        """Questions of the test are never learned from, also where a file says so."""
        self.divided_by = "files" if read["test"] else "chance"
        self.leaked = 0
        kept = {one.key for one in read["test"]} | {one.key for one in read["val"]}
        rest = [one for one in read["train"] if one.key not in kept]
        self.leaked = len(read["train"]) - len(rest)
        keys = sorted({one.key for one in rest})        # sorted hashes are as good as chance
        wanted = lambda part, most: 0 if read[part] or len(keys) < 3 else max(1, min(most, round(SHARE * len(keys))))
        tested, chosen = wanted("test", MOST_TEST), wanted("val", MOST_VAL)
        of = {key: "test" if place < tested else "val" if place < tested + chosen else "train" for place, key in enumerate(keys)}
        self.parts = {"train": [], "val": list(read["val"])[:MOST_VAL], "test": list(read["test"])[:MOST_TEST]}
        for one in rest:
            self.parts[of[one.key]].append(one)

    def texts(self):
        """Everything that is said in what is learned from, as running text."""
        return ["\n".join(text for _, text in one.turns) for one in self.parts["train"]]


def other_texts(folder, look=lambda: None, most=20_000_000):
    """The paragraphs of the text files (.txt) beside the conversations: something to read first, for a model from nothing."""
    folder, found, taken = pathlib.Path(folder), [], 0
    for path in sorted(folder.rglob("*.txt")):
        if not path.is_file():
            continue
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            for line in file:
                look()
                if line.strip() and taken < most:
                    found.append(line.strip()[:10_000])
                    taken += len(found[-1])
    return found
