"""What is moved: made anew for each run of the benchmark, in memory, so that no disk is in any figure."""
import os
import random
import shutil
import subprocess

MIB = 1 << 20
FILES = 10_000
FILE_BYTES = 20 * 1024
CHANGED = FILES // 100


def large_file(folder, mib):
    """Incompressible."""
    path = folder / f"large-{mib}.bin"
    if not path.exists():
        with open(path, "wb") as file:
            for _ in range(mib):
                file.write(os.urandom(MIB))
    return path


def small_files(folder, count=FILES):
    """In a hundred folders, as photos are."""
    root = folder / f"small-{count}"
    if not root.exists():
        for number in range(count):
            place = small_file(root, number)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(os.urandom(FILE_BYTES))
    return root


def small_file(root, number):
    return root / f"{number % 100:02d}" / f"{number}.bin"


def change_some(root, round_number):
    """One in a hundred, others each time."""
    for number in range(round_number * CHANGED, (round_number + 1) * CHANGED):
        small_file(root, number % FILES).write_bytes(os.urandom(FILE_BYTES))


def tiny_files(folder, count):
    root = folder / "tiny"
    for number in range(count):
        if number % 1000 == 0:
            place = root / f"{number // 1000:04d}"
            place.mkdir(parents=True)
        (place / f"{number}.txt").write_text(f"{number}\n")
    return root


def table(folder, mib=64):
    """A sensor's log of a machine as CSV: times, a name, and figures that wander."""
    path = folder / "machine.csv"
    chance = random.Random(1)
    machines = ["lathe-01", "lathe-02", "mill-07", "press-11", "robot-03"]
    states = ["running"] * 8 + ["idle", "setup"]
    temperature, load, vibration, count = 41.0, 0.5, 0.02, 0
    with open(path, "w", encoding="ascii") as file:
        file.write("time,machine,state,spindle_rpm,load,temperature_c,vibration_g,current_a,x_mm,y_mm,z_mm,parts\n")
        row = 0
        while row % 10_000 or file.tell() < mib * MIB:
            row += 1
            temperature += chance.gauss(0, 0.05)
            load = min(1.0, max(0.0, load + chance.gauss(0, 0.02)))
            vibration = abs(vibration + chance.gauss(0, 0.001))
            count += chance.random() < 0.01
            second = row // 5
            file.write(f"2026-03-{1 + second // 86400 % 28:02d}T{second // 3600 % 24:02d}:{second // 60 % 60:02d}:"
                       f"{second % 60:02d}.{row % 5 * 200:03d}Z,{machines[row % 5]},{chance.choice(states)},"
                       f"{chance.gauss(3000, 20):.1f},{load:.4f},{temperature:.3f},{vibration:.6f},"
                       f"{load * 12 + chance.random():.4f},"
                       f"{chance.uniform(0, 400):.3f},{chance.uniform(0, 250):.3f},{chance.uniform(-80, 0):.3f},{count}\n")
    return path


def check_same(source, there):
    """Byte for byte."""
    run = subprocess.run(["diff", "-rq", str(source), str(there)], capture_output=True, text=True, timeout=600)
    if run.returncode != 0:
        raise AssertionError(f"{there} is not what was moved: {run.stdout[:1000]}{run.stderr[:1000]}")


def emptied(*folders):
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
