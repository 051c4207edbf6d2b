"""Gets as far as its first saved step and never further, however often it is started."""

import os

import records

STEPS = 100
SAVED = os.path.join(records.OUT, "ckpt", "step")

step = records.load(SAVED)
records.begin(STEPS)
if step == 0:
    step = 3
    records.metric(step, STEPS)
records.save(SAVED, step)
records.stop(step)
