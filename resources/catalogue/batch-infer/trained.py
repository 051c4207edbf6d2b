"""The folder of a model that Werkbank made: where it is, what it takes, and the data to take it over."""

import json
import os
import pathlib
import re

ENDINGS = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp"}
TABLES = {".csv", ".tsv", ".txt"}
TAKES = ("files", "rows", "table")
DEEPEST = 4
BOOKKEEPING = ("thumbs.db", "desktop.ini")


class ModelError(Exception):
    def __init__(self, code, nl, en, file=None):
        super().__init__(en)
        self.code, self.nl, self.en, self.file = code, nl, en, file


class Model:
    """`takes`: files (any number, each by itself), rows (a table, each row by itself) or table (a table as a whole)."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.predict = self.folder / "predict.py"
        about = self._about()
        self.takes, self.endings = about["takes"], {"." + str(one).lower().lstrip(".") for one in about.get("endings", [])} or (ENDINGS if about["takes"] == "files" else TABLES)

    def _about(self):
        """What predict.json says; without it, what lies beside predict.py tells."""
        path = self.folder / "predict.json"
        if path.is_file():
            try:
                about = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                about = None
            if not isinstance(about, dict) or about.get("takes") not in TAKES or not isinstance(about.get("endings", []), list):
                raise ModelError("model", "Het bestand predict.json van het model is niet te lezen. Haal het model opnieuw op.", "The model's file predict.json cannot be read. Fetch the model again.", "predict.json")
            return about
        beside = {one.name for one in self.folder.iterdir()}
        if "werkbank_images.py" in beside:
            return {"takes": "files"}
        if "windows.py" in beside:          # a series is forecast from all of its rows together
            return {"takes": "table"}
        if "werkbank_table.py" in beside:
            return {"takes": "rows"}
        raise ModelError("model", "Werkbank herkent dit model niet: naast predict.py ontbreekt predict.json, dat zegt wat het model inleest.",
                         "Werkbank does not know this model: predict.json, which says what the model reads, is missing beside predict.py.", "predict.py")

    def device(self, job):
        has_gpu = os.path.exists("/dev/nvidia0") or os.path.exists("/dev/kfd")
        return "gpu" if has_gpu and str(job.parameter("gpus", "0")) != "0" else "cpu"


def find_model(job):
    """In the person's folder, or where the answer says: a folder of the AI factory, or the number of a job there."""
    named = str(job.parameter("model_path", "")).strip()
    if not named:
        found = _folders_with_predict(job.data)
        if not found:
            raise ModelError("no_model", "In uw map staat geen model: er is geen bestand predict.py. Zet de map model van een taak erin.",
                             "There is no model in your folder: no file predict.py. Put the folder model of a job in it.")
        if len(found) > 1:
            names = ", ".join(str(one.relative_to(job.data)) for one in found[:4])
            raise ModelError("two_models", f"Er staat meer dan één model in uw map: {names}. Laat er één over.", f"There is more than one model in your folder: {names}. Leave one.")
        return Model(found[0])
    if re.fullmatch(r"[0-9a-f-]{8,40}", named):
        return _at(job.folder.resolve().parent / named / "out" / "model", named)
    path = pathlib.Path(named)
    if not path.is_absolute():
        raise ModelError("no_model", f"{named} is geen volledig pad en geen nummer van een taak. Laat het leeg als het model in uw map staat.",
                         f"{named} is neither a full path nor the number of a job. Leave it empty when the model is in your folder.")
    return _at(path, named)


def _at(path, named):
    for place in (path, path / "model", path / "out" / "model"):
        if (place / "predict.py").is_file():
            return Model(place)
    raise ModelError("no_model", f"Bij {named} staat op de AI-fabriek geen model (geen predict.py).", f"There is no model at {named} on the AI factory (no predict.py).")


def _folders_with_predict(root):
    found = []
    for folder, folders, names in os.walk(root):
        place = pathlib.Path(folder)
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")) and len(place.relative_to(root).parts) < DEEPEST)
        if "predict.py" in names:
            found.append(place)
            folders[:] = []
    return found


def find_input(job, model):
    """The files to take: all of the right kind outside the model's own folder, in a fixed order."""
    own = os.path.realpath(model.folder)
    found, strays = [], 0
    for folder, folders, names in os.walk(job.data):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")) and os.path.realpath(os.path.join(folder, name)) != own)
        if os.path.realpath(folder) == own:
            continue
        for name in sorted(names):
            if name.startswith(".") or name.lower() in BOOKKEEPING:
                continue
            if pathlib.PurePath(name).suffix.lower() in model.endings:
                found.append(pathlib.Path(folder, name))
            else:
                strays += 1
    if not found:
        kinds = " ".join(sorted(model.endings))
        raise ModelError("no_input", f"Naast het model staan geen bestanden die het kan lezen ({kinds}). Zet de nieuwe gegevens in de map.",
                         f"Beside the model there are no files that it can read ({kinds}). Put the new data in the folder.")
    if strays:
        job.warn("strays", f"{strays} bestanden zijn van een ander soort en worden overgeslagen.", f"{strays} files are of another kind and are skipped.")
    return [(one, os.fsencode(one.relative_to(job.data)).decode("utf-8", "replace")) for one in found]
