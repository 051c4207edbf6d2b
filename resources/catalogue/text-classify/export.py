"""The model to take home: out/model/, with the program that uses it. Returns the names of the files that were made."""

import shutil

import joblib
import numpy
import sklearn
import torch

import network as networks
import texts
import werkbank_job


def save_model(job, learner):
    about = {"model": learner.name, "kinds": learner.examples.kinds, "text_column": learner.examples.text_column, "label_column": learner.examples.label_column}
    files = {"words": save_words, "network": save_network, "pretrained": save_pretrained}[learner.name](job, learner, about)
    werkbank_job.write_json(job.model / "model.json", about)
    for name in ("werkbank_table.py", "texts.py", "predict.py"):
        shutil.copyfile(job.code / name, job.model / name)
    return [*files, "model.json"]


def save_words(job, learner, about):
    about["scikit-learn"] = sklearn.__version__
    # Only what is needed to use it: scikit-learn's own model holds the numbers three times, in double precision.
    kept = {"vectorizers": learner.vectorizers, "weights": learner.model.coef_.astype(numpy.float32), "intercepts": learner.model.intercept_}
    werkbank_job.atomic_write(job.model / "words.joblib", werkbank_job.dump(lambda file: joblib.dump(kept, file, compress=3)))
    return ["words.joblib"]


def save_network(job, learner, about):
    about.update({"max_length": int(job.parameter("max_length", 256)), "input": f"int64 [n, words, {texts.PIECES}]: numbers of pieces, 0 is none", "output": "a chance per kind"})
    deployed = networks.Deployed(learner.network.cpu().float()).eval()
    with torch.no_grad():
        traced = torch.jit.trace(deployed, torch.ones(2, 7, texts.PIECES, dtype=torch.int64))
    werkbank_job.atomic_write(job.model / "network.pt", werkbank_job.dump(lambda file: torch.jit.save(traced, file)))
    werkbank_job.write_json(job.model / "vocabulary.json", list(learner.vocabulary))
    learner.network.to(learner.device)
    return ["network.pt", "vocabulary.json"]


def save_pretrained(job, learner, about):
    about["max_length"] = learner.longest
    folder = job.model / "pretrained"
    learner.network.save_pretrained(str(folder))
    learner.tokenizer.save_pretrained(str(folder))
    return ["pretrained/"]
