"""Holds the code against the house: who may use whom, what may be included where, and what no room may do.

The table below is the design's. Include lines and CMake link lists must both agree with it.
"""
import pathlib
import re
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]

MAY_USE = {
    "base": set(),
    "ssh": {"base"},
    "transfer": {"base", "ssh"},
    "job_log": {"base"},
    "telemetry": {"base"},
    "catalogue": {"base"},
    "dataset": {"base", "catalogue"},
    "factory": {"base", "catalogue"},
    "slurm": {"base", "ssh", "transfer", "catalogue", "factory"},
    "practice": {"base", "catalogue", "factory"},
    "jobs": {"base", "catalogue", "job_log", "telemetry", "factory"},
    "evidence": {"base", "catalogue", "job_log", "telemetry", "factory", "jobs"},
    "ui": {"base", "catalogue", "dataset", "job_log", "telemetry", "factory", "jobs", "evidence"},
}
QT_MODULES = {
    "ui": {"Qt6::Widgets", "Qt6::Svg", "Qt6::PrintSupport"},
    "base": {"Qt6::Core"},
    "dataset": {"Qt6::Gui"},
    "jobs": {"Qt6::Sql"},
    "telemetry": {"Qt6::Sql"},
}
WIDGETS = re.compile(r"#include <(Q\w*(Widget|Application|Dialog|MessageBox|Window|Button|Label)|QtWidgets/.*|qcustomplot\.h)>")


def folder_of(room):
    return ROOT / "ui" if room == "ui" else ROOT / "core" / room


def sources(folder):
    return sorted(p for p in folder.rglob("*") if p.suffix in (".h", ".cpp"))


def included_rooms(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = re.match(r'\s*#include "(?:core/(\w+)|(ui|app))/', line)
        if match:
            yield number, match.group(1) or match.group(2)


def linked(room):
    """(rooms, outside libraries) of the room's werkbank_room() call."""
    text = (folder_of(room) / "CMakeLists.txt").read_text()
    call = re.search(r"werkbank_room\((\w+)(.*?)\)", text, re.S)
    words, rooms, libraries, target = call.group(2).split(), [], [], []
    for word in words:
        target = {"ROOMS": rooms, "LIBRARIES": libraries, "RESOURCES": []}.get(word, target)
        if word not in ("ROOMS", "LIBRARIES", "RESOURCES"):
            target.append(word)
    return set(rooms), set(libraries)


class House(unittest.TestCase):
    def test_every_room_is_in_the_table(self):
        rooms = {p.name for p in (ROOT / "core").iterdir() if p.is_dir()} | {"ui"}
        self.assertEqual(rooms, set(MAY_USE))

    def test_include_lines_point_down(self):
        wrong = []
        for room, allowed in MAY_USE.items():
            for path in sources(folder_of(room)):
                for number, used in included_rooms(path):
                    if used != room and used not in allowed:
                        wrong.append(f"{path.relative_to(ROOT)}:{number} uses {used}")
        self.assertEqual(wrong, [])

    def test_link_lists_are_the_design(self):
        for room, allowed in MAY_USE.items():
            rooms, libraries = linked(room)
            self.assertEqual(rooms, allowed, f"the link list of {room}")
            self.assertEqual({l for l in libraries if l.startswith("Qt6::")}, QT_MODULES.get(room, set()), room)

    def test_there_is_no_circle(self):
        order = []
        while len(order) < len(MAY_USE):
            free = [r for r, uses in MAY_USE.items() if r not in order and uses <= set(order)]
            self.assertTrue(free, f"a circle among {set(MAY_USE) - set(order)}")
            order += free

    def test_libssh_only_in_core_ssh(self):
        wrong = [str(p.relative_to(ROOT)) for top in ("app", "ui", "core") for p in sources(ROOT / top)
                 if "core/ssh/" not in str(p) and re.search(r"#include [<\"]libssh", p.read_text())]
        self.assertEqual(wrong, [])

    def test_core_and_the_command_line_know_no_widgets(self):
        wrong = [f"{p.relative_to(ROOT)}: {m.group(0)}" for top in (ROOT / "core", ROOT / "app" / "cli", ROOT / "app" / "assembly")
                 for p in sources(top) for m in WIDGETS.finditer(p.read_text()) if "QCoreApplication" not in m.group(0)
                 and "QGuiApplication" not in m.group(0)]
        self.assertEqual(wrong, [])

    def test_nobody_waits_in_a_nested_event_loop(self):
        wrong = [str(p.relative_to(ROOT)) for top in ("app", "ui", "core") for p in sources(ROOT / top)
                 if re.search(r"processEvents\(|QEventLoop|(?i:dialog|menu|box|loop)\w*(?:\.|->)exec\(", p.read_text())]
        self.assertEqual(wrong, [])

    def test_no_file_is_a_giant(self):
        wrong = [f"{p.relative_to(ROOT)}: {n} lines" for top in ("app", "ui", "core") for p in sources(ROOT / top)
                 if (n := len(p.read_text().splitlines())) > 600]
        self.assertEqual(wrong, [])

    def test_a_name_of_a_type_is_given_once(self):
        # All rooms share one namespace: the linker merges two types of one name without a word.
        given = {}
        for path in (p for top in ("app", "ui", "core") for p in sources(ROOT / top)):
            shared = re.sub(r"^namespace \{$.*?^\}  // namespace$", "", path.read_text(), flags=re.M | re.S)
            for name in re.findall(r"^(?:class|struct|enum class) (\w+)\b(?!::)[^;]*?\{", shared, flags=re.M):
                given.setdefault(name, set()).add(str(path.relative_to(ROOT)))
        self.assertEqual({name: sorted(paths) for name, paths in given.items() if len(paths) > 1}, {})

    def test_code_is_laid_out_by_clang_format(self):
        paths = [str(p) for top in ("app", "ui", "core", "tests") for p in sources(ROOT / top)]
        run = subprocess.run(["clang-format", "--dry-run", *paths], capture_output=True, text=True, cwd=ROOT)
        self.assertEqual(sorted({line.split(":")[0] for line in run.stderr.splitlines() if ": warning: " in line}), [])
        self.assertEqual(run.returncode, 0)

    def test_pages_write_no_colour_of_their_own(self):
        colour = re.compile(r'"#[0-9a-fA-F]{6}"|QColor\(\d|setStyleSheet\(')
        wrong = [f"{p.relative_to(ROOT)}: {m.group(0)}" for p in sources(ROOT / "ui")
                 if "ui/style/" not in str(p) for m in colour.finditer(p.read_text())]
        self.assertEqual(wrong, [])

    def test_every_sentence_has_its_translation(self):
        for path in sorted((ROOT / "translations").glob("*.ts")):
            for message in ElementTree.parse(path).getroot().iter("message"):
                translation = message.find("translation")
                state = translation.get("type")
                self.assertIsNone(state, f"{path.name}: {state}: {message.findtext('source')}")
                forms = [f.text for f in translation.iter("numerusform")] or [translation.text]
                self.assertTrue(all(forms), f"{path.name}: empty: {message.findtext('source')}")

    def test_translations_are_fresh(self):
        fresh = subprocess.run([str(ROOT / "translations" / "update"), "--check"], capture_output=True, text=True)
        self.assertEqual(fresh.returncode, 0, fresh.stdout + fresh.stderr)

    def test_the_placeholders_of_a_translation_are_those_of_its_source(self):
        for path in sorted((ROOT / "translations").glob("*_nl.ts")):
            for message in ElementTree.parse(path).getroot().iter("message"):
                source = message.findtext("source")
                translation = message.find("translation")
                for form in [f.text for f in translation.iter("numerusform")] or [translation.text]:
                    self.assertEqual(set(re.findall(r"%[1-9]", source)), set(re.findall(r"%[1-9]", form or "")), source)


if __name__ == "__main__":
    unittest.main(verbosity=2)
