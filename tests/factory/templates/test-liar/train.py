"""Leaves with exit code 0 and no end record: what a script does that some library ended early."""

import records

records.begin(3)
records.metric(1, 3)
print("all done")
