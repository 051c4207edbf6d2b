"""Ends well after `seconds` (3 by default)."""

import time

import records

begun = time.time()
seconds = int(records.config()["parameters"].get("seconds", 3))
records.begin(seconds)
for step in range(1, seconds + 1):
    time.sleep(1)
    records.metric(step, seconds)
    print(f"step {step} of {seconds}")
records.finish(seconds, begun)
