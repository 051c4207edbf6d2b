"""resources/remote/unpack_data.sh, and job.sh with it: a data set that is kept in shards reaches the script as the files
that it was made of, and leaves nothing behind."""

import hashlib
import io
import json
import os
import pathlib
import shutil
import signal
import stat
import subprocess
import sys
import tarfile
import time
import unittest

import support

LISTS = """
import json, os, werkbank_job
job = werkbank_job.Job.load()
job.start(steps_total=1)
root = os.environb[b"WERKBANK_DATA"]
found = {}
for folder, folders, names in os.walk(root):
    for name in names:
        place = os.path.join(folder, name)
        with open(place, "rb") as file:
            found[os.fsdecode(os.path.relpath(place, root))] = len(file.read())
with open(os.environ["WERKBANK_OUT"] + "/found.json", "w") as file:
    json.dump({"root": os.fsdecode(root), "found": found}, file)
print("looked", flush=True)
if job.parameter("wait", False):
    import signal, time
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    time.sleep(60)
job.end("accuracy", 1.0, "max", None)
"""

AWKWARD = {
    b"plain.csv": b"a,b\n1,2\n",
    b"with space/and 'quote' $(touch INJECTED).txt": b"x",
    b"new\nline.txt": b"two lines\n",
    b"-rf": b"a dash",
    b"n" * 255: b"the longest name",
    b"/".join([b"deep" * 20] * 6) + b"/long path.txt": b"long",
    b"caf\xe9 is no UTF-8": b"\xe9",
    b"caf\xc3\xa9": b"utf-8",
    b"back\\slash": b"\\",
    b"empty": b"",
    b"block": b"b" * 512,
}


def file_in_tar(name, content=b"", kind=tarfile.REGTYPE, link=""):
    entry = tarfile.TarInfo(os.fsdecode(name))
    entry.size, entry.type, entry.linkname = len(content), kind, link
    return entry, io.BytesIO(content)


def write_shard(place, members):
    with tarfile.open(place, "w", format=tarfile.PAX_FORMAT, encoding="utf-8", errors="surrogateescape") as tar:
        for entry, content in members:
            tar.addfile(entry, content if entry.isreg() else None)


def list_of(packed, whole, shards):
    head = {"werkbank_shards": 1, "files": len(packed) + len(whole), "bytes": sum(map(len, [*packed.values(), *whole.values()])),
            "packed_files": len(packed), "shards": shards}
    lines = [json.dumps(head, separators=(",", ":"))]
    for name, content in sorted({**packed, **whole}.items()):
        line = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        if name in packed:
            line["shard"] = "0.tar"
        lines.append(json.dumps({**line, "path": os.fsdecode(name)}, separators=(",", ":")))
    return "\n".join(lines) + "\n"


def keep(folder, packed, whole=None, shards=2):
    """A data set as Werkbank keeps it in shards; `whole` are the files that stay by themselves."""
    whole = whole or {}
    place = folder / "werkbank-shards"
    place.mkdir(parents=True)
    names = sorted(packed)
    for number in range(shards):
        write_shard(place / f"{number}.tar", [file_in_tar(name, packed[name]) for name in names[number::shards]])
    for name, content in whole.items():
        (folder / os.fsdecode(name)).parent.mkdir(parents=True, exist_ok=True)
        (folder / os.fsdecode(name)).write_bytes(content)
    (place / "files.jsonl").write_text(list_of(packed, whole, shards))
    return folder


class PackedData(support.FolderTest):
    def setUp(self):
        super().setUp()
        self.fast = self.folder / "fast"
        self.fast.mkdir()

    def tearDown(self):
        self.assertFalse(list(self.folder.rglob("INJECTED")), "text was run as a command")
        for leftover in [*self.fast.iterdir(), *pathlib.Path("/tmp").glob("werkbank-data-job*")]:
            self.fail(f"{leftover} was left behind")

    def job(self, data, script=LISTS, **more):
        return support.JobFolder(self.folder / "job", script=script, data=data, **more)

    def run_there(self, job, **more):
        return job.run(SLURM_TMPDIR=str(self.fast), **more)

    def found(self, job):
        return json.loads((job.out / "found.json").read_text())

    def unpack(self, *words, **more):
        return subprocess.run(["bash", str(support.REMOTE / "unpack_data.sh"), *map(str, words)], capture_output=True, text=True, errors="surrogateescape", **more)

    def test_the_script_reads_what_was_packed_from_a_disk_of_its_own_node(self):
        data = keep(self.folder / "kept", AWKWARD, {b"large/whole.bin": b"w" * 1000})
        job = self.job(data)
        self.assertEqual(self.run_there(job), 0, job.log())
        found = self.found(job)
        self.assertTrue(found["root"].startswith(str(self.fast)), found["root"])
        expected = {os.fsdecode(name): len(content) for name, content in {**AWKWARD, b"large/whole.bin": b"w" * 1000}.items()}
        self.assertEqual(found["found"], expected)
        self.assertIn(f"unpacked {len(AWKWARD)} files from 2 packed ones in", job.log())

    def test_what_comes_out_is_byte_for_byte_what_went_in(self):
        data = keep(self.folder / "kept", AWKWARD)
        place = self.fast / "werkbank-data-here"
        said = self.unpack("unpack", data, place)
        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)
        for name, content in AWKWARD.items():
            there = os.path.join(os.fsencode(place / "data"), name)
            with open(there, "rb") as file:
                self.assertEqual(file.read(), content)
            self.assertEqual(stat.S_IMODE(os.stat(there).st_mode) & 0o077, 0)
        self.unpack("remove", place)

    def test_data_that_is_no_shards_is_read_where_it_lies(self):
        data = self.folder / "plain"
        data.mkdir()
        (data / "a.csv").write_text("a")
        job = self.job(data)
        self.assertEqual(self.run_there(job), 0, job.log())
        self.assertEqual(self.found(job)["root"], str(job.path / "data"))

    def test_what_is_not_as_its_list_says_is_not_read(self):
        def one_less(data):
            write_shard(data / "werkbank-shards/0.tar", [file_in_tar(b"a", b"1")])

        def other_size(data):
            write_shard(data / "werkbank-shards/0.tar", [file_in_tar(b"a", b"1"), file_in_tar(b"c", b"12")])

        def one_shard_less(data):
            (data / "werkbank-shards/1.tar").unlink()

        def cut_off(data):
            with open(data / "werkbank-shards/0.tar", "r+b") as file:
                file.truncate(700)

        def no_head(data):
            (data / "werkbank-shards/files.jsonl").write_text("{}\n" * 5)

        def odd_head(data):
            (data / "werkbank-shards/files.jsonl").write_text('{"werkbank_shards":1,"files":$(touch INJECTED),"bytes":1,"packed_files":1,"shards":1}\n')

        for number, spoil in enumerate([one_less, other_size, one_shard_less, cut_off, no_head, odd_head]):
            with self.subTest(spoil.__name__):
                data = keep(self.folder / f"kept{number}", {b"a": b"1", b"b": b"22", b"c": b"3"})
                spoil(data)
                job = support.JobFolder(self.folder / f"job{number}", script=LISTS, data=data)
                self.assertEqual(self.run_there(job), 65, job.log())
                self.assertEqual([r["code"] for r in job.records("error")], ["unpacking"])
                self.assertFalse((job.out / "found.json").exists())
                self.assertEqual(list(self.fast.iterdir()), [])

    def test_a_name_that_leads_out_is_refused(self):
        outside = self.folder / "outside"
        outside.mkdir()
        for number, members in enumerate([
                [file_in_tar(b"../up", b"x")], [file_in_tar(b"a/../../up", b"x")], [file_in_tar(str(outside / "absolute").encode(), b"x")],
                [file_in_tar(b"door", kind=tarfile.SYMTYPE, link=str(outside)), file_in_tar(b"door/in", b"x")],
                [file_in_tar(b"hard", kind=tarfile.LNKTYPE, link="/etc/passwd")], [file_in_tar(b"pipe", kind=tarfile.FIFOTYPE)],
                [file_in_tar(b"..", kind=tarfile.DIRTYPE)]]):
            with self.subTest(members[0][0].name):
                data = keep(self.folder / f"kept{number}", {b"a": b"1"}, shards=1)
                write_shard(data / "werkbank-shards/0.tar", members)
                place = self.fast / f"werkbank-data-{number}"
                said = self.unpack("unpack", data, place)
                self.assertEqual(said.returncode, 65, said.stdout + said.stderr)
                self.unpack("remove", place)
                self.assertEqual(list(outside.iterdir()), [])
                self.assertEqual(list(self.folder.rglob("up")), [])

    def test_without_room_it_says_so(self):
        data = keep(self.folder / "kept", {b"a": b"1", b"b": b"2"})
        job = self.job(data)
        tools = self.folder / "tools"
        tools.mkdir()
        (tools / "df").write_text("#!/bin/sh\necho Filesystem\necho 'disk 100 100 0 100% /'\n")
        (tools / "df").chmod(0o755)
        self.assertEqual(self.run_there(job, PATH=f"{tools}:{os.environ['PATH']}"), 73, job.log())
        self.assertEqual([r["code"] for r in job.records("error")], ["unpack_room"])

    def test_where_no_disk_of_the_node_has_room_the_jobs_own_folder_is_used(self):
        data = keep(self.folder / "kept", {b"a": b"1", b"b": b"2"})
        job = self.job(data)
        tools = self.folder / "tools"
        tools.mkdir()
        (tools / "df").write_text(f"#!/bin/sh\necho Filesystem\ncase $* in *\"$TEST_JOB\"*) echo 'disk 9 9 99999999 1% /' ;; *) echo 'disk 100 100 0 100% /' ;; esac\n")
        (tools / "df").chmod(0o755)
        self.assertEqual(self.run_there(job, PATH=f"{tools}:{os.environ['PATH']}", TEST_JOB=str(job.path.resolve())), 0, job.log())
        self.assertTrue(self.found(job)["root"].startswith(str(job.path.resolve()) + "/werkbank-data-"), self.found(job)["root"])
        self.assertEqual(list(job.path.glob("werkbank-data-*")), [])

    def test_a_disk_that_fills_up_meanwhile_is_told_as_no_room(self):
        data = keep(self.folder / "kept", {b"a": b"1", b"b": b"2"})
        tools = self.folder / "tools"
        tools.mkdir()
        (tools / "tar").write_text(f"#!/bin/sh\ncase $1 in -x) echo 'tar: a: Cannot write: No space left on device' >&2; exit 2 ;; esac\nexec {shutil.which('tar')} \"$@\"\n")
        (tools / "tar").chmod(0o755)
        place = self.fast / "werkbank-data-full"
        self.assertEqual(self.unpack("unpack", data, place, env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}).returncode, 73)
        self.unpack("remove", place)

    def test_what_an_attempt_left_is_no_hindrance_but_what_another_left_is_passed_by(self):
        data = keep(self.folder / "kept", {b"a": b"1", b"b": b"2"})
        place = self.fast / "werkbank-data-job"
        (place / "data").mkdir(parents=True)
        (place / "data" / "old").write_text("old")
        job = self.job(data)
        self.assertEqual(self.run_there(job), 0, job.log())
        self.assertEqual(set(self.found(job)["found"]), {"a", "b"})
        place.symlink_to(self.folder)
        said = self.unpack("where", data, place.name, self.folder, env={**os.environ, "SLURM_TMPDIR": str(self.fast)})
        place.unlink()
        self.assertFalse(said.stdout.startswith(str(self.fast)), said.stdout)

    def begun(self, job, word, **more):
        process = job.start(SLURM_TMPDIR=str(self.fast), **more)
        self.wait_until(lambda: word in job.log(), job)
        return process

    def wait_until(self, condition, job):
        end = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), end, job.log())
            time.sleep(0.02)

    def test_a_job_that_is_cancelled_while_it_runs_leaves_nothing(self):
        job = self.job(keep(self.folder / "kept", {b"a": b"1", b"b": b"2"}), parameters={"wait": True})
        process = self.begun(job, "looked")
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(40), 143, job.log())
        self.assertEqual([r["code"] for r in job.records("stopped")], ["signal"])

    def test_a_job_that_is_cancelled_while_it_unpacks_stops_at_once(self):
        job = self.job(keep(self.folder / "kept", {b"a": b"1", b"b": b"2"}))
        tools = self.folder / "tools"
        tools.mkdir()
        (tools / "tar").write_text(f"#!/bin/sh\ncase $1 in -x) : >\"$TEST_MARK\"; sleep 50 ;; esac\nexec {shutil.which('tar')} \"$@\"\n")
        (tools / "tar").chmod(0o755)
        process = self.begun(job, "unpacking the data", PATH=f"{tools}:{os.environ['PATH']}", TEST_MARK=str(self.folder / "unpacks"))
        self.wait_until(lambda: (self.folder / "unpacks").exists(), job)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(20), 143, job.log())
        self.assertLess(time.monotonic() - began, 10)
        self.assertEqual([r["code"] for r in job.records("stopped")], ["signal"])
        self.assertFalse(job.records("error"))

    def test_a_job_whose_time_is_up_leaves_nothing_and_unpacks_again_at_the_next_attempt(self):
        script = LISTS.replace("job.end(", "open(os.environ['WERKBANK_OUT'] + '/again', 'a').write('x')\nif os.environ['WERKBANK_ATTEMPT'] == '0':\n    job.save_checkpoint(1, b's')\n    raise SystemExit(85)\njob.end(")
        job = self.job(keep(self.folder / "kept", {b"a": b"1", b"b": b"2"}), script=script)
        self.assertEqual(self.run_there(job), 85, job.log())
        self.assertEqual(list(self.fast.iterdir()), [])
        self.assertEqual(self.run_there(job, WERKBANK_ATTEMPT="1"), 0, job.log())
        self.assertEqual(job.log().count("unpacked 2 files"), 2)

    def test_on_several_nodes_each_has_a_copy(self):
        job = self.job(keep(self.folder / "kept", {b"a": b"1", b"b": b"2"}), conf=("processes=1",))
        tools = self.folder / "tools"
        tools.mkdir()
        (tools / "srun").write_text(f"#!/bin/sh\nprintf '%s\\n' \"$*\" >>\"$TEST_CALLS\"\nfor last; do :; done\ncase $* in *launch.py*) exec {sys.executable} \"$last\" ;; esac\nwhile [ \"${{1#--}}\" != \"$1\" ]; do shift; done\nexec \"$@\"\n")
        (tools / "srun").chmod(0o755)
        (tools / "scontrol").write_text("#!/bin/sh\necho localhost\n")
        (tools / "scontrol").chmod(0o755)
        self.assertEqual(self.run_there(job, SLURM_JOB_NUM_NODES="2", PATH=f"{tools}:{os.environ['PATH']}", TEST_CALLS=str(self.folder / "sruns")), 0, job.log())
        calls = (self.folder / "sruns").read_text().splitlines()
        self.assertEqual([call.split("unpack_data.sh ")[1].split()[0] for call in calls if "unpack_data.sh" in call], ["unpack", "remove"])
        self.assertTrue(all("--nodes=2 --ntasks=2 --ntasks-per-node=1" in call for call in calls if "unpack_data.sh" in call), calls)

    def test_thousands_of_files_are_unpacked_in_seconds(self):
        files = {f"{i // 1000:02}/{i:05}.txt".encode(): b"x" * (i % 300) for i in range(4_000)}
        data = keep(self.folder / "kept", files, shards=4)
        place = self.fast / "werkbank-data-many"
        began = time.monotonic()
        said = self.unpack("unpack", data, place)
        seconds = time.monotonic() - began
        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)
        self.assertEqual(sum(len(names) for _, _, names in os.walk(place / "data")), 4_000)
        self.unpack("remove", place)
        print(f"4,000 files unpacked in {seconds:.1f} s", file=sys.stderr)
        self.assertLess(seconds, 60)

    @unittest.skipUnless(shutil.which("shellcheck"), "no shellcheck here")
    def test_shellcheck_has_nothing_to_say(self):
        found = subprocess.run(["shellcheck", str(support.REMOTE / "unpack_data.sh")], capture_output=True, text=True)
        self.assertEqual(found.returncode, 0, found.stdout)


if __name__ == "__main__":
    unittest.main()
