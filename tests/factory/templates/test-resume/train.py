"""Longer than its time: works a step a second until it is told to stop, saves that step, and hurries once it goes on.

So it passes its time limit exactly once, whenever the scheduler gives its warning."""

import os
import time

import records

STEPS = int(records.config()["parameters"].get("seconds", 200))
SAVED = os.path.join(records.OUT, "ckpt", "step")

begun = time.time()
step = records.load(SAVED)
goes_on = step > 0
records.begin(STEPS)
while step < STEPS:
    if os.path.exists(os.environ["WERKBANK_STOP_FILE"]):
        records.save(SAVED, step)
        records.stop(step)
    time.sleep(0.02 if goes_on else 1)
    step += 1
    records.metric(step, STEPS)
    print(f"step {step} of {STEPS}")
records.finish(STEPS, begun)
