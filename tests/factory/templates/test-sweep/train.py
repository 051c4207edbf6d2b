"""Works for `seconds`; its model is best when that is 6. What it would choose by lies apart from what it tests on."""

import os
import time

import records

begun = time.time()
seconds = int(records.config()["parameters"].get("seconds", 9))
records.begin(seconds)
for step in range(1, seconds + 1):
    time.sleep(1)
    records.metric(step, seconds)
    print(f"step {step} of {seconds}")
model = os.path.join(records.OUT, "model")
os.makedirs(model, exist_ok=True)
with open(os.path.join(model, "model.txt"), "w", encoding="utf-8") as file:
    file.write(f"a model of {seconds} seconds\n")
records.record("end", status="completed", primary={"name": "accuracy", "value": seconds / 100, "goal": "max"},
               baseline={"name": "most_frequent", "value": 0.01}, choice={"name": "loss", "value": abs(seconds - 6), "goal": "min"},
               seconds=time.time() - begun)
