"""Works for `seconds` and cannot stop early: for jobs that are cancelled or meet their time limit."""

import time

import records

begun = time.time()
seconds = int(records.config()["parameters"].get("seconds", 600))
records.begin(seconds)
for step in range(1, seconds + 1):
    time.sleep(1)
    records.metric(step, seconds)
    print(f"step {step} of {seconds}")
records.finish(seconds, begun)
