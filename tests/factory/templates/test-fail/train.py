"""Crashes on its second step, as a mistake in a training script does."""

import records

records.begin(3)
records.metric(1, 3)
print("step 1 of 3")
columns = {"length": 1.0}
print(columns["width"])
