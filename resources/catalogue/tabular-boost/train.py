"""Predicts one column of a table from the others with gradient boosted trees (scikit-learn).

The rows are split 60/20/20: trees are added while the second part gets better, the third part is used once, for the
result. A trivial guess is scored first; a model that does not beat it is worth nothing, and the report says so."""

import math
import pickle
import shutil
import time

import joblib
import numpy
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.inspection import permutation_importance

import werkbank_job
import werkbank_table as tables
from report import write_model_card, write_report
from werkbank_scores import class_scores, confusion, macro_f1, write_confusion

# rounds, learning rate
EFFORTS = {"quick": (60, 0.15), "normal": (200, 0.1), "thorough": (600, 0.05)}
CHECKPOINT_EVERY_S = 60
REFIT_ROWS = 20_000         # below this, the final model learns from the second part too
IMPORTANCE_REPEATS = 5
SCORE_ROWS = 5_000          # training rows that the learning curve is computed on


# ---- data -----------------------------------------------------------------------------------------------

def load_data(job, path):
    """Everything the training needs as a dict: x, y, columns, classes (None: a number is predicted), target, dropped."""
    table = tables.Table(path)
    if table.encoding == "cp1252":
        job.warn("encoding", "De tabel is niet in UTF-8 bewaard en is gelezen als Windows-tekst.", "The table is not saved as UTF-8 and was read as Windows text.", file=path.name)
    columns, rows = tables.learn_columns(table)
    target = find_target(table.header, job)
    classes, y, keep = read_target(job, table, next(c for c in columns if c["name"] == target))
    chosen, dropped = choose_columns(job, columns, target)
    x, _ = tables.encode_rows(table, chosen)
    return {"x": x[keep], "y": y[keep], "columns": chosen, "classes": classes, "target": target, "dropped": dropped, "file": path.name, "rows": rows}


def find_target(header, job):
    wanted = str(job.parameter("target", "")).strip() or header[-1]
    if wanted not in header:
        names = ", ".join(header[:12])
        raise tables.TableError("missing_target", f"De kolom '{wanted}' staat niet in de tabel. Wel: {names}.", f"The column '{wanted}' is not in the table. It has: {names}.", 1)
    return wanted


def is_number_task(job, column, values):
    """Whether to predict a number: asked for, or numbers with many different values."""
    if job.parameter("task", "auto") != "auto":
        return job.parameter("task") == "number"
    if column["kind"] not in ("number", "comma"):
        return False
    few = column["distinct"] <= min(20, max(2, column["filled"] // 10))
    whole = all(float(v).is_integer() for v in values if v is not None)
    return not (few and whole)


def read_target(job, table, column):
    """(classes or None, y, which rows have a target)."""
    texts = tables.read_texts(table, column["name"])
    reader = tables.READERS.get(column["kind"], tables.dot_number)
    numbers = [reader(text) if text else None for text in texts]
    if is_number_task(job, column, numbers):
        y = numpy.array([math.nan if v is None else v for v in numbers], dtype=numpy.float64)
        keep, classes = numpy.isfinite(y), None
    else:
        classes = sorted({text for text in texts if text})
        code = {text: i for i, text in enumerate(classes)}
        y = numpy.array([code.get(text, -1) for text in texts], dtype=numpy.int64)
        keep = y >= 0
    check_target(job, column["name"], classes, y, keep)
    return classes, y, keep


def check_target(job, name, classes, y, keep):
    filled, lost = int(keep.sum()), int((~keep).sum())
    if filled < 20:
        raise tables.TableError("too_few_rows", f"Er zijn maar {filled} rijen met een waarde in '{name}'. Minstens 20 zijn nodig, liefst veel meer.",
                                f"Only {filled} rows have a value in '{name}'. At least 20 are needed, preferably many more.")
    if classes is not None and len(classes) > 250:
        raise tables.TableError("too_many_classes", f"'{name}' heeft {len(classes)} verschillende waarden. Kies een kolom met minder soorten, of kies 'een getal'.",
                                f"'{name}' has {len(classes)} different values. Choose a column with fewer kinds, or choose 'a number'.")
    if (len(classes) if classes is not None else len(numpy.unique(y[keep]))) < 2:
        raise tables.TableError("one_class", f"In '{name}' staat overal dezelfde waarde. Er valt dan niets te leren.", f"'{name}' holds the same value everywhere. There is nothing to learn then.")
    if lost:
        job.warn("missing_target", f"{lost} rijen zonder waarde in '{name}' zijn overgeslagen.", f"{lost} rows without a value in '{name}' were skipped.")


def choose_columns(job, columns, target):
    ignored = {name.strip() for name in str(job.parameter("ignore_columns", "")).split(",") if name.strip()}
    unknown = sorted(ignored - {column["name"] for column in columns})
    if unknown:
        job.warn("unknown_column", f"De kolom '{unknown[0]}' om over te slaan staat niet in de tabel.", f"The column '{unknown[0]}' to skip is not in the table.")
    chosen, dropped = [], []
    for column in columns:
        reason = "ignored" if column["name"] in ignored else tables.usable(column)
        if column["name"] == target:
            continue
        if reason:
            dropped.append((column["name"], reason))
        else:
            chosen.append(column)
    if not chosen:
        raise tables.TableError("no_columns", "Er blijft geen kolom over om van te leren.", "No column is left to learn from.")
    return chosen, dropped


def split_rows(y, classes, how, seed):
    """Row numbers for training, choosing and testing (60/20/20); random per class, or in the order of the table."""
    parts = ([], [], [])
    if how == "ordered":
        groups = [numpy.arange(len(y))]
    else:
        random = numpy.random.default_rng(seed)
        groups = [numpy.arange(len(y))] if classes is None else [numpy.flatnonzero(y == code) for code in range(len(classes))]
        groups = [random.permutation(group) for group in groups]
    for group in groups:
        # A class with a single row can only be learned from.
        test, val = (round(0.2 * len(group)), round(0.2 * len(group))) if len(group) >= 5 else (int(len(group) >= 2), int(len(group) >= 3))
        cut = len(group) - test
        parts[0].extend(group[:cut - val])
        parts[1].extend(group[cut - val:cut])
        parts[2].extend(group[cut:])
    return tuple(numpy.array(sorted(part), dtype=numpy.int64) for part in parts)


# ---- scores ---------------------------------------------------------------------------------------------

def kind_scores(truth, chances):
    guess = chances.argmax(axis=1)
    right = numpy.clip(chances[numpy.arange(len(truth)), truth], 1e-15, 1)
    return {"loss": float(-numpy.log(right).mean()), "accuracy": float((guess == truth).mean()), "macro_f1": macro_f1(class_scores(confusion(truth, guess, chances.shape[1])))}


def number_scores(truth, guess):
    error = truth - guess
    spread = float(((truth - truth.mean()) ** 2).sum())
    return {"loss": float((error**2).mean()), "rmse": float(math.sqrt((error**2).mean())), "mae": float(abs(error).mean()),
            "r2": 1 - float((error**2).sum()) / spread if spread else None}


# ---- training -------------------------------------------------------------------------------------------

class Boosting:
    """Adds trees block by block, keeps the best model so far, and can be continued from its own bytes."""

    def __init__(self, job, data, parts):
        self.job, self.data = job, data
        self.train, self.val, self.test = parts
        self.rounds_max, rate = EFFORTS.get(job.parameter("effort", "normal"), EFFORTS["normal"])
        self.rounds_max = int(job.parameter("rounds", 0)) or self.rounds_max
        self.rate = float(job.parameter("learning_rate", 0)) or rate
        self.patience = int(job.parameter("patience", 40))
        self.block = max(1, min(5, self.rounds_max // 20))
        self.state = {"rounds": 0, "model": None, "best": None, "best_rounds": 0, "best_loss": math.inf, "history": [], "elapsed": 0.0}

    def new_model(self, rounds, rows):
        leaf = int(self.job.parameter("min_rows_per_leaf", 0)) or max(2, min(20, rows // 20))
        kinds = [column["kind"] == "text" for column in self.data["columns"]]
        make = HistGradientBoostingRegressor if self.data["classes"] is None else HistGradientBoostingClassifier
        return make(max_iter=rounds, learning_rate=self.rate, max_leaf_nodes=int(self.job.parameter("max_leaf_nodes", 31)), min_samples_leaf=leaf,
                    categorical_features=kinds if any(kinds) else None, early_stopping=False, warm_start=True, random_state=self.job.seed)

    def scores(self, model, rows):
        x, y = self.data["x"][rows], self.data["y"][rows]
        return number_scores(y, model.predict(x)) if self.data["classes"] is None else kind_scores(y, self.chances(model.predict_proba(x), model))

    def chances(self, found, model):
        """Chances in the order of all classes: a model that never saw a class has no column for it."""
        full = numpy.zeros((len(found), len(self.data["classes"])))
        full[:, model.classes_] = found
        return full

    def staged(self, model, rows, first):
        """Scores after each round from `first` on."""
        x, y = self.data["x"][rows], self.data["y"][rows]
        number = self.data["classes"] is None
        for i, found in enumerate(model.staged_predict(x) if number else model.staged_predict_proba(x)):
            if i >= first:
                yield i + 1, number_scores(y, found) if number else kind_scores(y, self.chances(found, model))

    def run(self):
        if self.job.trial:
            self.try_out()
            return
        state, marked, estimated = self.state, time.monotonic(), False
        model = state["model"] or self.new_model(0, len(self.train))
        began, began_at = time.monotonic(), state["rounds"]
        while state["rounds"] < self.rounds_max and state["rounds"] - state["best_rounds"] < self.patience:
            if self.job.should_stop():
                self.save()
                self.job.stop(state["rounds"])
            model = self.add_block(model)
            if not estimated:
                per_round = (time.monotonic() - began) / (state["rounds"] - began_at)
                self.job.estimate(self.job.elapsed() + per_round * (self.rounds_max - state["rounds"]), state["rounds"])
                estimated = True
            if time.monotonic() - marked > CHECKPOINT_EVERY_S:
                self.save()
                marked = time.monotonic()

    def add_block(self, model):
        state = self.state
        done = min(self.rounds_max, state["rounds"] + self.block)
        model.set_params(max_iter=done)
        model.fit(self.data["x"][self.train], self.data["y"][self.train])
        self.note(model, state["rounds"], done)
        state.update(rounds=done, model=model)
        return model

    # -- a trial run --

    def try_out(self):
        """Every block takes longer than the one before, as all trees so far are gone through; so does what comes after the
        training. The training may end long before its last round, when trees no longer help."""
        trial, state, began = self.job.trial, self.state, time.monotonic()
        state["model"] = self.new_model(0, len(self.train))
        taken = trial.repeat(lambda: self.add_block(state["model"]), -(-self.rounds_max // self.block), self.look)
        trial.ends_early = self.patience < self.rounds_max
        saving, line, rest = timed(self.save), BlockTimes(taken), self.after_training()
        whole = lambda rounds, kept: (line.all(-(-rounds // self.block)) + rest(kept)) * (1 + saving / CHECKPOINT_EVERY_S)
        seen, best = state["rounds"], state["best_rounds"]
        last = self.rounds_max if best > 0.8 * seen else best       # the round that is kept: still getting better, or no longer
        likely, high = whole(self.rounds_max, last), whole(self.rounds_max, self.rounds_max)
        low = whole(min(self.rounds_max, max(seen, best + self.patience)), best)
        trial.count(time.monotonic() - began, likely, 0.85 * low, 1.2 * high, seen, self.rounds_max)

    def look(self):
        if self.job.should_stop():
            self.job.stop(self.state["rounds"])

    def after_training(self):
        """A function that tells how many seconds the last model and its scores take with so many trees, more than they
        take with the few that there are now."""
        trees, rows = self.state["best_rounds"], self.test[:2000]
        one, some = (self.times_of(rounds, rows) for rounds in (1, max(2, trees)))
        per_tree = [max(0.0, b - a) / (max(2, trees) - 1) for a, b in zip(one, some)]
        looks = len(self.data["columns"]) * IMPORTANCE_REPEATS + 1
        return lambda rounds: max(0, rounds - trees) * (per_tree[0] + looks * per_tree[1])

    def times_of(self, rounds, rows):
        """(to learn, to predict)"""
        learned = numpy.concatenate([self.train, self.val]) if self.learns_again() else rows
        model = self.new_model(rounds, len(learned))
        fit = timed(lambda: model.fit(self.data["x"][learned], self.data["y"][learned]))
        model.predict(self.data["x"][rows])         # the first time is slower
        return fit if self.learns_again() else 0.0, timed(lambda: model.predict(self.data["x"][rows]))

    def note(self, model, before, done):
        """Writes the curve's new points, and keeps the model if the second part got better."""
        sample = self.train[:SCORE_ROWS]
        val_rows = self.val if len(self.val) else sample
        for (step, train), (_, val) in zip(self.staged(model, sample, before), self.staged(model, val_rows, before)):
            place = {"epoch": step, "progress": 0.9 * step / self.rounds_max, "lr": self.rate, "last": True}
            self.job.metric(step, "train", train, **place)
            self.job.metric(step, "val", val, **place)
            self.state["history"].append((step, train["loss"], val["loss"]))
        if val["loss"] < self.state["best_loss"] - 1e-9:
            self.state.update(best_loss=val["loss"], best_rounds=done, best=pickle.dumps(model))

    def finish(self):
        """The model to keep. A small table is too dear to leave a fifth unused once the number of rounds is known."""
        if not self.learns_again():
            return pickle.loads(self.state["best"])
        rows = numpy.concatenate([self.train, self.val])
        model = self.new_model(self.state["best_rounds"], len(rows))
        return model.fit(self.data["x"][rows], self.data["y"][rows])

    def learns_again(self):
        return len(self.train) + len(self.val) <= REFIT_ROWS and self.job.parameter("split", "random") != "ordered"

    def save(self):
        self.state["elapsed"] = self.job.elapsed()
        self.job.save_checkpoint(self.state["rounds"], pickle.dumps(self.state))

    def resume(self):
        found = self.job.load_checkpoint()
        if found:
            step, payload = found
            self.state = pickle.loads(payload)
            self.job.elapsed_before = self.state["elapsed"]
            self.job.resumed(step, epoch=step)


class BlockTimes:
    """Seconds of block after block, as a line that rises."""

    def __init__(self, taken):
        self.taken, steady = taken, taken[1:] or taken       # much happens for the first time in the first one
        places = numpy.arange(len(taken) - len(steady), len(taken))
        self.rise, self.start = numpy.polyfit(places, steady, 1) if len(steady) > 2 else (0.0, sum(steady) / len(steady))
        if self.rise < 0:
            self.rise, self.start = 0.0, sum(steady) / len(steady)

    def all(self, blocks):
        """Of so many; those that were measured as they were."""
        seen = self.taken[:blocks]
        return sum(seen) + sum(max(0.0, self.start + self.rise * place) for place in range(len(seen), blocks))


def timed(work):
    """The seconds that work() took."""
    began = time.monotonic()
    work()
    return time.monotonic() - began


def score_baseline(job, data, fit_rows, test):
    """(name, primary name, value): always the commonest class, or always the mean."""
    y = data["y"]
    if data["classes"] is None:
        name, primary = "mean", "rmse"
        value = number_scores(y[test], numpy.full(len(test), y[fit_rows].mean()))["rmse"]
    else:
        name, primary = "most_frequent", "accuracy"
        value = float((y[test] == numpy.bincount(y[fit_rows]).argmax()).mean())
    job.baseline(primary, value)
    return name, primary, value


def important_columns(job, model, data, rows, primary):
    """[(column, how much the score drops when the column is shuffled)], largest first."""
    rows = rows[:2000]
    scoring = "neg_root_mean_squared_error" if primary == "rmse" else "accuracy"
    found = permutation_importance(model, data["x"][rows], data["y"][rows], scoring=scoring, n_repeats=IMPORTANCE_REPEATS, random_state=job.seed)
    names = [column["name"] for column in data["columns"]]
    return sorted(zip(names, (float(v) for v in found.importances_mean)), key=lambda item: -item[1])


# ---- results --------------------------------------------------------------------------------------------

def save_model(job, data, model):
    kept = {"estimator": model, "columns": data["columns"], "classes": data["classes"], "target": data["target"]}
    werkbank_job.atomic_write(job.model / "model.joblib", werkbank_job.dump(lambda file: joblib.dump(kept, file, compress=3)))
    werkbank_job.write_json(job.model / "model.json", {"target": data["target"], "classes": data["classes"], "scikit-learn": sklearn.__version__,
                                                       "columns": [{"name": c["name"], "kind": c["kind"]} for c in data["columns"]]})
    for name in ("werkbank_table.py", "predict.py"):
        shutil.copyfile(job.code / name, job.model / name)


def main():
    job = werkbank_job.Job.load()
    path = None
    try:
        path = tables.find_table(job.data)
        data = load_data(job, path)
    except tables.TableError as error:
        job.data_error(error.code, error.nl, error.en, file=path and path.name, line=error.line)
    except OSError as error:
        job.data_error("unreadable", f"De tabel kan niet worden gelezen: {error}", f"The table cannot be read: {error}", file=path and path.name)
    parts = split_rows(data["y"], data["classes"], job.parameter("split", "random"), job.seed)
    boosting = Boosting(job, data, parts)
    train, val, test = parts
    job.start(steps_total=boosting.rounds_max, n_train=len(train), n_val=len(val), n_test=len(test), columns=len(data["columns"]), world_size=1, device="cpu")
    baseline, primary, baseline_value = score_baseline(job, data, train, test)
    boosting.resume()
    boosting.run()
    model = boosting.finish()
    scores = boosting.scores(model, test)
    goal = "min" if primary == "rmse" else "max"
    job.metric(boosting.state["best_rounds"], "test", scores, last=True, progress=0.97)
    important = important_columns(job, model, data, test, primary)
    counts = None
    if data["classes"] is not None:
        counts = confusion(data["y"][test], model.predict(data["x"][test]), len(data["classes"]))
        write_confusion(job.out / "confusion_matrix.csv", data["classes"], counts)
    save_model(job, data, model)
    summary = {"template": job.template, "version": job.version, "target": data["target"], "task": "number" if data["classes"] is None else "classes",
               "classes": data["classes"], "rows": data["rows"], "n_train": len(train), "n_val": len(val), "n_test": len(test), "rounds": boosting.state["best_rounds"],
               "columns": [c["name"] for c in data["columns"]], "dropped": dict(data["dropped"]), "test": scores, "primary": {"name": primary, "value": scores[primary], "goal": goal},
               "baseline": {"name": baseline, "value": baseline_value}, "importance": important[:50], "seed": job.seed, "seconds": round(job.elapsed(), 1)}
    werkbank_job.write_json(job.out / "summary.json", summary)
    write_report(job, summary, boosting.state["history"], counts)
    write_model_card(job, summary)
    # Without rows to choose by there is nothing to compare variants with.
    choice = ("loss", boosting.state["best_loss"], "min") if len(val) else None
    job.end(primary, scores[primary], goal, (baseline, baseline_value), choice)


if __name__ == "__main__":
    main()
