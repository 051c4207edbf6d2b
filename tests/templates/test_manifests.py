"""The manifests: their form, their promises and what they name."""

import json
import re
import unittest

import manifest_hashes
import support

PLACEHOLDERS = {"{file}", "{line}", "{column}", "{value}", "{count}", "{limit}"}


def texts(value, path=""):
    """(path, nl, en) of every two-language text."""
    if isinstance(value, dict):
        if set(value) == {"nl", "en"}:
            yield path, value["nl"], value["en"]
        for key, item in value.items():
            yield from texts(item, f"{path}/{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from texts(item, f"{path}/{number}")


class Manifests(unittest.TestCase):
    def test_there_are_templates(self):
        self.assertLessEqual({"tabular-boost", "image-classify", "image-anomaly", "image-detect", "series-forecast", "text-classify", "own-script", "batch-infer", "embed-index", "text-mark", "notebook", "speech-asr", "llm-sft"}, set(support.TEMPLATES))

    @support.needs("jsonschema")
    def test_every_manifest_fits_the_schema(self):
        import jsonschema
        schema = json.loads((support.CATALOGUE / "manifest.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        for template in support.TEMPLATES:
            errors = [f"{list(e.path)}: {e.message[:200]}" for e in jsonschema.Draft202012Validator(schema).iter_errors(support.manifest_of(template))]
            self.assertEqual(errors, [], template)

    @support.needs("jsonschema")
    def test_the_schema_refuses_what_it_should(self):
        import jsonschema
        schema = json.loads((support.CATALOGUE / "manifest.schema.json").read_text(encoding="utf-8"))
        good = support.manifest_of("tabular-boost")
        spoil = {"a key it does not know": lambda m: m.update(shell="rm -rf /"), "a text without Dutch": lambda m: m["title"].pop("nl"),
                 "a file outside the catalogue": lambda m: m["entry"]["files"][0].update(path="../../../etc/passwd"), "an output outside out/": lambda m: m["outputs"][0].update(path="out/../../x"),
                 "a check it does not know": lambda m: m["data"][0]["checks"][0].update(rule="eval"), "a rule without its argument": lambda m: m["data"][0]["checks"][6].update(args={}),
                 "seven basic questions": lambda m: [p.update(group="basic") for p in m["parameters"]], "an id with a slash": lambda m: m.update(id="a/b"),
                 "a script with arguments": lambda m: m["entry"].update(script="train.py; x"), "an estimator without constants": lambda m: m["resources"].update(constants={})}
        for what, change in spoil.items():
            bad = json.loads(json.dumps(good))
            change(bad)
            self.assertFalse(jsonschema.Draft202012Validator(schema).is_valid(bad), what)

    def test_the_id_is_the_folder(self):
        for template in support.TEMPLATES:
            self.assertEqual(support.manifest_of(template)["id"], template)

    def test_hashes_are_those_of_the_files(self):
        for template in support.TEMPLATES:
            stale = manifest_hashes.stale_entries(support.CATALOGUE / template / "manifest.json")
            self.assertEqual([path for path, _, _ in stale], [], f"{template}: run tests/templates/manifest_hashes.py --write")

    def test_the_script_is_among_the_files_and_no_two_share_a_name(self):
        for template in support.TEMPLATES:
            entry = support.manifest_of(template)["entry"]
            names = [file["path"].rsplit("/", 1)[-1] for file in entry["files"]]
            self.assertIn(entry["script"], names)
            self.assertEqual(len(names), len(set(names)), template)
            self.assertIn("werkbank_job.py", names)

    def test_parameters_refer_to_what_is_there(self):
        for template in support.TEMPLATES:
            manifest = support.manifest_of(template)
            parameters = {p["key"]: p for p in manifest["parameters"]}
            self.assertEqual(len(parameters), len(manifest["parameters"]), "two parameters with one key")
            for parameter in parameters.values():
                if parameter["type"] == "choice":
                    self.assertIn(parameter["default"], [c["value"] for c in parameter["choices"]], parameter["key"])
                if parameter["type"] in ("integer", "number"):
                    self.assertTrue(parameter["min"] <= parameter["default"] <= parameter["max"], parameter["key"])
                if parameter["type"] == "column":
                    self.assertIn(parameter["data"], [d["key"] for d in manifest["data"]])
                if "visible_if" in parameter:
                    self.assertIn(parameter["visible_if"]["parameter"], parameters)
            for check in (c for d in manifest["data"] for c in d["checks"] if "parameter" in c["args"]):
                self.assertEqual(parameters[check["args"]["parameter"]]["type"], "text" if check["rule"] == "contains_answer" else "column", check["rule"])
            self.assertLessEqual(set(manifest["entry"]["smoke_args"]), set(parameters))

    def test_what_a_sweep_varies_is_there_and_allowed(self):
        swept = [template for template in support.TEMPLATES if "sweep" in support.manifest_of(template)]
        self.assertLessEqual({"tabular-boost", "image-classify", "series-forecast", "image-detect", "text-classify", "text-mark", "speech-asr", "llm-sft"}, set(swept))
        for template in swept:
            parameters = {p["key"]: p for p in support.manifest_of(template)["parameters"]}
            for axis in support.manifest_of(template)["sweep"]["vary"]:
                parameter = parameters[axis["parameter"]]
                for value in axis.get("values", [axis.get("from"), axis.get("to")]):
                    if parameter["type"] == "choice":
                        self.assertIn(value, [choice["value"] for choice in parameter["choices"]])
                    elif parameter["type"] != "boolean":
                        self.assertTrue(parameter["min"] <= value <= parameter["max"], (template, axis))
                self.assertIn(axis.get("when", {"parameter": axis["parameter"]})["parameter"], parameters)

    def test_every_parameter_is_read_by_the_script(self):
        for template in support.TEMPLATES:
            code = "".join((support.CATALOGUE / template / file["path"]).read_text(encoding="utf-8") for file in support.manifest_of(template)["entry"]["files"])
            for parameter in support.manifest_of(template)["parameters"]:
                self.assertIn(f'"{parameter["key"]}"', code, template)

    def test_texts_are_there_in_both_languages_with_the_same_placeholders(self):
        for template in support.TEMPLATES:
            for path, nl, en in texts(support.manifest_of(template)):
                holes = re.findall(r"\{[^}]*\}", nl)
                self.assertEqual(sorted(holes), sorted(re.findall(r"\{[^}]*\}", en)), f"{template}{path}")
                self.assertLessEqual(set(holes), PLACEHOLDERS, f"{template}{path}")
                self.assertEqual(nl, nl.strip(), path)

    def test_dutch_says_u(self):
        for template in support.TEMPLATES:
            for path, nl, _ in texts(support.manifest_of(template)):
                self.assertIsNone(re.search(r"\b(je|jij|jouw|jullie)\b", nl, re.IGNORECASE), f"{template}{path}: {nl}")

    def test_the_catalogue_holds_no_leftovers(self):
        for path in support.CATALOGUE.rglob("*"):
            self.assertNotIn(path.suffix, (".pyc", ".tmp"), path)


class Recordings(unittest.TestCase):
    """The recorded runs that the practice factory plays."""

    def setUp(self):
        self.templates = [(name, support.CATALOGUE / name / "recorded") for name in support.TEMPLATES]

    def records(self, folder):
        return [support.strict_json(line) for line in (folder / "metrics.jsonl").read_text(encoding="utf-8").splitlines()]

    def test_each_is_a_finished_run_that_starts_at_zero(self):
        for name, folder in self.templates:
            records = self.records(folder)
            times = [record["t"] for record in records]
            self.assertEqual(times[0], 0, name)
            self.assertEqual(times, sorted(times), name)
            self.assertEqual(records[-1]["type"], "end")
            self.assertEqual(records[-1]["status"], "completed")
            self.assertEqual(json.loads((folder / "about.json").read_text())["seconds"], records[-1]["seconds"])

    def test_each_was_made_with_the_present_template(self):
        for name, folder in self.templates:
            manifest, start = support.manifest_of(name), self.records(folder)[0]
            self.assertEqual((start["template"], start["version"]), (name, manifest["version"]))

    def test_each_has_what_the_manifest_promises(self):
        for name, folder in self.templates:
            manifest, records = support.manifest_of(name), self.records(folder)
            end, primary = records[-1], manifest["metrics"]["primary"]
            if "baseline" in primary:       # what Werkbank knows nothing of has no score and no guess beside it
                self.assertEqual((end["primary"]["name"], end["primary"]["goal"]), (primary["name"], primary["goal"]))
                self.assertEqual(end["baseline"]["name"], primary["baseline"])
                better, worse = (end["primary"]["value"], end["baseline"]["value"])[::1 if primary["goal"] == "max" else -1]
                self.assertGreater(better, worse, name)
            for chart in manifest["metrics"]["charts"]:
                for split in chart["splits"]:
                    self.assertTrue(any(r.get("split") == split and set(chart["values"]) <= set(r["values"]) for r in records), (name, split))
            for output in manifest["outputs"]:
                self.assertTrue((folder / output["path"]).exists(), (name, output["path"]))

    def test_each_is_small_and_names_no_place_on_a_machine(self):
        for name, folder in self.templates:
            files = [path for path in folder.rglob("*") if path.is_file()]
            self.assertLess(sum(path.stat().st_size for path in files), 400_000, name)
            for path in files:
                self.assertIsNone(re.search(rb"(/tmp/|/home/|/root/|/work/)", path.read_bytes()), path)


if __name__ == "__main__":
    unittest.main()
