"""Learns to find things in photos and to draw a box around each (torch). Works on a processor, one GPU or several,
stops and continues at any batch.

A trivial guess is scored first. The photos that are kept apart for the test are used once, at the end."""

import csv
import io

import torch

import drawing
import photos as photos_of
import scoring
import werkbank_group
import werkbank_images as images
import werkbank_job
from annotations import FEW_BOXES, Collection
from report import write_model_card, write_report
from training import Training
from werkbank_table import as_text

SMALLEST_SIDE = 8           # pixels of a box at the size of training; less is a guess


# ---- data -----------------------------------------------------------------------------------------------

def prepare(job, group):
    """Reads the photos: (collection, stores, side, channels)."""
    collection = Collection(job.data, job.seed)
    usual, channels = photos_of.look_at_all(collection)
    side = photos_of.choose_side(str(job.parameter("image_size", "auto")), usual, torch.cuda.is_available())
    stores = {name: photos_of.Store(collection, photos, side, channels, group=group) for name, photos in collection.items.items()}
    warn_about(job, collection, stores)
    counts = ", ".join(f"{name} {len(store)}" for name, store in stores.items())
    print(f"[werkbank] {counts} photos, {len(collection.kinds)} kinds, {side}x{side}, {channels} channel(s), {collection.how}", flush=True)
    return collection, stores, side, channels


def warn_about(job, collection, stores):
    if collection.without:
        job.warn("photos_without_boxes", f"{len(collection.without)} foto's, zoals '{collection.without[0]}', hebben geen kaders in een bestand. Ze zijn niet gebruikt.",
                 f"{len(collection.without)} photos, such as '{collection.without[0]}', have no boxes in any file. They were not used.")
    if collection.doubles:
        job.warn("same_box", f"{collection.doubles} kaders stonden er dubbel, zoals bij '{collection.first_double}'. Ze tellen één keer.",
                 f"{collection.doubles} boxes were there twice, such as in '{collection.first_double}'. They count once.")
    if collection.crowds:
        job.warn("crowds_ignored", f"{collection.crowds} kaders om een groep (iscrowd) zijn overgeslagen.", f"{collection.crowds} boxes around a group (iscrowd) were skipped.")
    for name, count in zip(collection.kinds, collection.counts("train")):
        if count < FEW_BOXES:
            job.warn("boxes_per_kind", f"Van '{name}' zijn er maar {count} kaders om van te leren. Met {FEW_BOXES} of meer gaat het veel beter.",
                     f"There are only {count} boxes of '{name}' to learn from. With {FEW_BOXES} or more it goes much better.")
    small = count_small(stores["train"])
    if small:
        job.warn("small_boxes", f"{small} kaders zijn bij deze grootte kleiner dan {SMALLEST_SIDE} beeldpunten. Die leert het model slecht: kies grotere foto's.",
                 f"{small} boxes are smaller than {SMALLEST_SIDE} pixels at this size. The model learns those badly: choose larger photos.")


def count_small(store):
    boxes = torch.cat([store.truth(number)[0] for number in range(len(store))])
    return int(((boxes[:, 2:] - boxes[:, :2]).amin(1) < SMALLEST_SIDE).sum())


# ---- the trivial guess ----------------------------------------------------------------------------------

def score_baseline(job, collection):
    """The usual box of each kind at its usual place, in every photo."""
    shares = {part: [(torch.from_numpy(photo.boxes), torch.from_numpy(photo.labels)) for photo in collection.items[part]] for part in ("train", "test")}
    guess = scoring.usual_boxes(shares["train"], len(collection.kinds))
    value = scoring.mean_precision([guess] * len(shares["test"]), shares["test"], len(collection.kinds), (0.5,))["map50"]
    job.baseline("map50", value)
    return value


# ---- results --------------------------------------------------------------------------------------------

def write_boxes(path, training, found, certainty):
    """Every box that was found in the photos of the test, in pixels of the photo itself."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["file", "kind", "left", "top", "width", "height", "certainty"])
    store = training.stores["test"]
    for photo, (boxes, labels, chances) in zip(store.photos, found):
        scale = max(photo.size) / training.side
        for box, label, chance in zip(boxes.tolist(), labels.tolist(), chances.tolist()):
            if chance >= certainty:
                left, top, right, bottom = (value * scale for value in box)
                writer.writerow([as_text(photo.path), as_text(training.collection.kinds[label]), *(f"{value:.1f}" for value in (left, top, right - left, bottom - top)), f"{chance:.4f}"])
    werkbank_job.atomic_write(path, file.getvalue())


def finish(job, training, baseline):
    training.best.take(training.network)
    kinds = training.collection.kinds
    found = training.evaluate("val")[1]
    certainty = scoring.best_certainty(found, training.there("val"), len(kinds))
    values, found = training.evaluate("test")
    there = training.there("test")
    precise = scoring.mean_precision(found, there, len(kinds))
    scores = scoring.kind_scores(found, there, kinds, certainty)
    for name, one in zip(kinds, precise["per_kind"]):
        scores[name]["ap50"] = one
    job.metric(training.step, "test", values, last=True, epoch=training.epochs, progress=0.98)
    write_boxes(job.out / "boxes.csv", training, found, certainty)
    files = training.export(certainty)
    summary = {"template": job.template, "version": job.version, "kinds": kinds, **{f"n_{part}": len(store) for part, store in training.stores.items()},
               "boxes": {part: int(training.collection.counts(part).sum()) for part in training.stores}, "image_size": training.side, "channels": training.channels, "model": training.size,
               "parameters": sum(one.numel() for one in training.network.parameters()), "epochs": training.epochs, "best_epoch": training.best.epoch, "certainty": certainty,
               "test": values, "per_kind": scores, "primary": {"name": "map50", "value": values["map50"], "goal": "max"}, "baseline": {"name": "usual_boxes", "value": baseline},
               "files": files, "device": training.device.type, "torch": torch.__version__, "seed": job.seed, "seconds": round(job.elapsed(), 1)}
    werkbank_job.write_json(job.out / "summary.json", summary)
    write_report(job, summary, training.history, drawing.examples(training, found, there, certainty))
    write_model_card(job, summary)
    chosen = training.history[training.best.epoch - 1]["val"]
    job.end("map50", values["map50"], "max", ("usual_boxes", baseline), ("map50_95", chosen["map50_95"], "max"))


def main():
    job = werkbank_job.Job.load()
    try:
        group = werkbank_group.join(job)
        collection, stores, side, channels = prepare(job, group)
        training = Training(job, collection, stores, side, channels, group)
        job.start(steps_total=training.steps_total, **{f"n_{name}": len(store) for name, store in stores.items()}, classes=len(collection.kinds),
                  params=sum(one.numel() for one in training.network.parameters()), world_size=group.size, device=training.device.type, image_size=side)
        baseline = score_baseline(job, collection)
        training.resume()
        training.run()
        group.the_first_goes_on(job)
        finish(job, training, baseline)
    except images.ImageError as error:
        job.data_error(error.code, error.nl, error.en, file=error.file, line=error.line)


if __name__ == "__main__":
    main()
