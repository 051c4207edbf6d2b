"""A real sshd and a real Slurm with accounting on loopback, all in one folder, for the tests."""
