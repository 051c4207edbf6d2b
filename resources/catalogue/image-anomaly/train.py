"""Learns what good photos look like and finds photos that are off (torch). Works on a processor or one GPU, in one pass
over the good photos; stops and continues at any batch.

Photos that are not good are never learned from. The threshold is set with good photos that were kept apart for it, the
figures come from photos that were used for nothing else."""

import csv
import io
import math
import os

import torch

import detectors
import drawn
import heat as heats
import werkbank_images as images
import werkbank_job
from collection import Photos
from features import Filters, load_pretrained
from report import write_model_card, write_report
from training import PARTS, Training
from werkbank_report import percent
from werkbank_scores import auroc
from werkbank_table import as_text

CACHE_BYTES = images.CACHE_BYTES // 5       # there are five groups of photos


# ---- data -----------------------------------------------------------------------------------------------

def prepare(job):
    """Reads the photos: (photos, stores, features, side, channels)."""
    photos = Photos(job.data, job.seed)
    warn_about(job, photos)
    usual, channels = images.look_at(photos)
    # The filters are quick enough on a processor too, so photos keep up to 224 pixels everywhere.
    side = images.choose_side(str(job.parameter("image_size", "auto")), usual, on_gpu=True)
    features = make_features(job, side, channels)
    stores = {name: images.Store(photos, items, side, channels, CACHE_BYTES) for name, items in photos.items.items()}
    if not photos.has_bad:
        stores["bad"] = drawn.DrawnStore(stores["test"], job.seed, len(photos.kinds))
        photos.kinds += drawn.KINDS
    print(f"[werkbank] {', '.join(f'{name} {len(store)}' for name, store in stores.items())}, {side}x{side}, {channels} channel(s), {features.name}", flush=True)
    return photos, stores, features, side, channels


def warn_about(job, photos):
    if photos.strays:
        job.warn("stray_files", f"{photos.strays} bestanden staan niet in een map van een soort of zijn geen foto; ze zijn overgeslagen.",
                 f"{photos.strays} files are not in the folder of a kind or are not photos; they were skipped.")
    if photos.masks:
        job.warn("masks_ignored", f"{photos.masks} maskers zijn overgeslagen: dit sjabloon heeft ze niet nodig.", f"{photos.masks} masks were skipped: this template does not need them.")
    if photos.passed_over:
        job.warn("folders_ignored", f"Naast de map 'train' staan mappen die niet zijn gebruikt: {', '.join(photos.passed_over[:8])}.",
                 f"Beside the folder 'train' are folders that were not used: {', '.join(photos.passed_over[:8])}.")
    if not photos.has_bad:
        job.warn("drawn", "Er zijn geen foto's met fouten. Daarom wordt gemeten met fouten die op goede foto's zijn getekend. Voeg echte foto's met fouten toe voor een eerlijk cijfer.",
                 "There are no photos with faults. So it is measured with faults drawn on good photos. Add real photos with faults for an honest figure.")


def make_features(job, side, channels):
    """The filters, or the user's pretrained network."""
    path = str(job.parameter("weights_file", "")).strip()
    if not path:
        return Filters(side, channels)
    try:
        return load_pretrained(os.path.expanduser(path), side)
    except ImportError:
        job.warn("no_torchvision", "Torchvision ontbreekt op dit systeem. De gewichten zijn niet gebruikt; de vaste filters wel.",
                 "Torchvision is missing on this system. The weights were not used; the fixed filters were.")
        return Filters(side, channels)
    except OSError as error:
        job.fail("weights_file", f"Het bestand met gewichten kan niet worden gelezen: {error}", f"The file of weights cannot be read: {error}")
    except ValueError:
        job.fail("weights_file", f"Het bestand '{path}' bevat geen gewichten van resnet18 of wide_resnet50_2 van torchvision.",
                 f"The file '{path}' does not hold weights of torchvision's resnet18 or wide_resnet50_2.")


def score_baseline(job, stores):
    """How far a photo's brightness is from that of the good ones."""
    rows = len(stores["train"])
    usual = brightness(stores["train"], torch.arange(0, rows, max(1, rows // 500))).mean()
    off = {part: (brightness(stores[part], torch.arange(len(stores[part]))) - usual).abs() for part in ("test", "bad")}
    value = auroc(off["test"], off["bad"])
    job.baseline("auroc", value)
    return value


def brightness(store, numbers):
    return torch.cat([store.get(some).double().mean(dim=(1, 2, 3)) for some in numbers.split(64)])


# ---- results --------------------------------------------------------------------------------------------

def write_scores(path, training, scores):
    """Every photo with its verdict, the oddest first."""
    rows, names = [], {"val": "threshold", "choice": "method", "test": "test", "bad": "test", "train": "learned"}
    for part, values in scores.items():
        store = training.stores[part]
        for number, value in enumerate(values):
            rows.append([as_text(training.photos.name_of(store.path(number))), as_text(training.photos.kinds[int(store.labels[number])]), names[part], f"{value:.4f}", "off" if value > 1 else "good"])
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["file", "kind", "used_for", "score", "verdict"])
    writer.writerows(sorted(rows, key=lambda row: (-float(row[3]), row[0])))
    werkbank_job.atomic_write(path, file.getvalue())


def kind_rows(training, values):
    """{kind: {n, found}} of the test photos that are not good."""
    labels = training.stores["bad"].labels.tolist()
    rows = {}
    for label, value in zip(labels, values):
        row = rows.setdefault(training.photos.kinds[label], {"n": 0, "found": 0})
        row["n"] += 1
        row["found"] += value > 1
    return rows


def pick_pictures(training, scores, threshold):
    """{group: [(file, kind, score, png)]}: found faults, missed ones, good photos near the threshold or over it, and learned ones that stand out."""
    ordered = lambda part, reverse: sorted(range(len(scores[part])), key=lambda number: scores[part][number], reverse=reverse)
    groups = {"found": ("bad", [n for n in ordered("bad", True) if scores["bad"][n] > 1][:6]), "missed": ("bad", [n for n in ordered("bad", False) if scores["bad"][n] <= 1][:4]),
              "near": ("test", ordered("test", True)[:4]), "learned": ("train", ordered("train", True)[:4])}
    return {group: [picture(training, part, number, scores[part][number], threshold) for number in numbers] for group, (part, numbers) in groups.items()}


def picture(training, part, number, score, threshold):
    store = training.stores[part]
    values, heat = training.heat(part, number)
    return training.photos.name_of(store.path(number)), training.photos.kinds[int(store.labels[number])], score, heats.to_png(heats.tinted(values, heat / threshold, min(96, training.side)))


def finish(job, training, baseline):
    wanted = float(job.parameter("sensitivity", 0.02))
    raw = training.scores[training.method]
    threshold, expected = detectors.set_threshold(raw["val"], wanted)
    if expected > wanted + 1e-9:
        needed, n = math.ceil(1 / wanted) - 1, len(raw["val"])
        job.warn("threshold_small", f"De grens is gekozen met {n} goede foto's. Reken dan op {percent(expected, 'nl')} vals alarm; voor {percent(wanted, 'nl')} zijn {needed} foto's nodig, dus zo'n {5 * needed} goede foto's in totaal.",
                 f"The threshold was set with {n} good photos. Count on {percent(expected, 'en')} false alarms then; {percent(wanted, 'en')} takes {needed} photos, so some {5 * needed} good photos in all.")
    scores = {part: [value / threshold for value in raw[part]] for part in PARTS}
    values = {"auroc": auroc(scores["test"], scores["bad"]), "found": share_above(scores["bad"]), "false_alarms": share_above(scores["test"])}
    job.metric(training.steps_done(), "test", values, last=True, epoch=1, progress=0.98)
    write_scores(job.out / "scores.csv", training, scores)
    pictures = pick_pictures(training, scores, threshold)
    summary = {"template": job.template, "version": job.version, "drawn": not training.photos.has_bad, "method": training.method, "chosen_by": training.chosen_by,
               "features": training.features.name, "aligned": training.aligned, **{f"n_{part}": len(scores[part]) for part in PARTS}, "image_size": training.side,
               "channels": training.channels, "threshold": threshold, "sensitivity": wanted, "expected_false_alarms": expected, "memory": training.memory_size if training.method == "precise" else 0,
               "test": values, "per_kind": kind_rows(training, scores["bad"]), "primary": {"name": "auroc", "value": values["auroc"], "goal": "max"},
               "baseline": {"name": "mean_brightness", "value": baseline}, "files": training.export(threshold), "device": str(training.device), "torch": torch.__version__,
               "seed": job.seed, "seconds": round(job.elapsed(), 1)}
    werkbank_job.write_json(job.out / "summary.json", summary)
    write_report(job, summary, training.history, scores, pictures)
    write_model_card(job, summary)
    job.end("auroc", values["auroc"], "max", ("mean_brightness", baseline))


def share_above(scores):
    return sum(score > 1 for score in scores) / len(scores)


def main():
    job = werkbank_job.Job.load()
    torch.backends.cudnn.allow_tf32 = False     # see Training.describe
    try:
        photos, stores, features, side, channels = prepare(job)
        training = Training(job, photos, stores, features, side, channels)
        job.start(steps_total=training.steps_total, **{f"n_{part}": len(stores[part]) for part in PARTS}, world_size=1, device=training.device.type, image_size=side)
        baseline = score_baseline(job, stores)
        training.resume()
        training.run()
        finish(job, training, baseline)
    except images.ImageError as error:
        job.data_error(error.code, error.nl, error.en, file=error.file)


if __name__ == "__main__":
    main()
