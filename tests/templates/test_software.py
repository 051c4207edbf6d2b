"""resources/remote/job.sh with the software of a factory: real modules (Lmod, Environment Modules), images, the system's Python."""

import os
import pathlib
import tempfile
import unittest

import support

SHINY = """
import os, shiny, werkbank_job
job = werkbank_job.Job.load()
(job.out / "seen").write_text(shiny.NAME + " " + os.environ.get("LEVEL", ""))
job.end("accuracy", 1.0, "max", None)
"""
PLAIN = "import werkbank_job\nwerkbank_job.Job.load().end('accuracy', 1.0, 'max', None)\n"
LMOD = pathlib.Path("/usr/share/lmod/lmod")
UNPACKED = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "werkbank/example-data"
TCL_MODULES = [root for root in (pathlib.Path("/"), UNPACKED) if (root / "usr/share/modules/init/bash").exists()]


def write(path, text, mode=0o644):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return path


class SoftwareTest(support.FolderTest):
    """The job's folder has an awkward name; the factory's own folders have plain ones, as module trees must."""

    def setUp(self):
        super().setUp()
        holder = tempfile.TemporaryDirectory(prefix="werkbank-factory-")
        self.addCleanup(holder.cleanup)
        self.factory = pathlib.Path(holder.name)

    def tearDown(self):
        self.assertFalse(list(self.folder.rglob("INJECTED")), "text was run as a command")

    def python_with(self, name, *packages):
        """The folder of a python3 that has these packages besides the system's."""
        for package in packages:
            write(self.factory / name / "site" / package / "__init__.py", f"NAME = {name!r}\n")
        write(self.factory / name / "bin/python3", f"#!/bin/sh\nPYTHONPATH={self.factory / name}/site exec /usr/bin/python3 \"$@\"\n", 0o755)
        return self.factory / name / "bin"

    def job(self, script, *conf):
        return support.JobFolder(self.folder / f"job-{len(list(self.folder.glob('job-*')))}", script=script, conf=["python=python3", *conf])

    def refused(self, job, code, *words, **environment):
        """The job ended with 72 and one error record, which names the words."""
        self.assertEqual(job.run(**environment), 72, job.log())
        (record,) = job.records("error")
        self.assertEqual(record["code"], code)
        for word in words:
            self.assertIn(word, record["message"])
        self.assertIn("help desk", record["message"])
        return record


class WithModules:
    """The same for each kind of the module command; `place` is what the kind wants in the environment."""

    def setUp(self):
        super().setUp()
        self.tree = self.factory / "modulefiles"
        self.module("Shiny/1.0", f"prepend-path PATH {self.python_with('shiny', 'shiny')}\nsetenv LEVEL one\n")

    def module(self, name, body):
        write(self.tree / name, "#%Module1.0\n" + body)

    def clean(self, **more):
        """As a batch job of ours has it: nothing of what a login shell knows of modules."""
        known = ("LMOD_", "MODULE", "_ModuleTable", "__MODULES", "__LMOD", "LOADEDMODULES", "_LMFILES", "BASH_FUNC", "BASH_ENV")
        without = {name: None for name in os.environ if name.startswith(known)}
        return {**without, "HOME": str(self.factory), **self.place(), **more}

    def job(self, script, *conf):
        return super().job(script, f"module_folder={self.tree}", *conf)

    def test_a_module_brings_the_python_that_runs_the_script(self):
        job = self.job(SHINY, "module=Shiny/1.0", "need=shiny")
        self.assertEqual(job.run(**self.clean()), 0, job.log())
        self.assertEqual((job.out / "seen").read_text(), "shiny one")

    def test_modules_are_loaded_in_the_order_in_which_they_stand(self):
        self.module("Level/2", "setenv LEVEL two\n")
        job = self.job(SHINY, "module=Shiny/1.0", "module=Level/2", "need=shiny")
        self.assertEqual(job.run(**self.clean()), 0, job.log())
        self.assertEqual((job.out / "seen").read_text(), "shiny two")

    def test_a_module_may_be_named_without_its_version(self):
        job = self.job(SHINY, "module=Shiny", "need=shiny")
        self.assertEqual(job.run(**self.clean()), 0, job.log())

    def test_modules_are_found_by_the_path_of_the_factory_too(self):
        job = support.JobFolder(self.folder / "path", script=SHINY, conf=["python=python3", "module=Shiny/1.0"])
        self.assertEqual(job.run(**self.clean(MODULEPATH=str(self.tree))), 0, job.log())

    def test_a_module_that_is_not_there_is_named(self):
        self.refused(self.job(SHINY, "module=Shiny/1.0", "module=Nothing/9.9", "need=shiny"), "module", "'Nothing/9.9'", **self.clean())

    def test_a_module_that_cannot_be_read_is_named(self):
        self.module("Broken/1.0", "this is not a modulefile {\n")
        self.refused(self.job(SHINY, "module=Broken/1.0"), "module", "'Broken/1.0'", **self.clean())

    def test_a_package_that_the_module_lacks_is_named_with_the_module(self):
        self.module("Empty/3.1", f"prepend-path PATH {self.python_with('empty')}\n")
        job = self.job(SHINY, "module=Empty/3.1", "need=shiny", "need=math", "need=no.such")
        self.refused(job, "packages", "'Empty/3.1': shiny, no.such.", **self.clean())
        self.assertFalse((job.out / "seen").exists(), "the script was started all the same")

    def test_a_name_with_the_words_of_a_shell_is_only_a_name(self):
        for name in ("$(touch INJECTED)", "a' \"b\"; `touch INJECTED`", "[exec touch INJECTED]"):
            with self.subTest(name):
                self.refused(self.job(SHINY, f"module={name}", f"module_folder=/$(touch INJECTED)/{name}"), "module", **self.clean())


@unittest.skipUnless(LMOD.exists(), "Lmod is not installed")
class Lmod(WithModules, SoftwareTest):
    def place(self):
        return {}       # found where Debian puts it

    def test_the_module_command_is_found_where_only_a_login_shell_knows_of_it(self):
        write(self.factory / ".bash_profile", f"echo 'Welcome to \x1f the factory'\nexport LMOD_PKG={LMOD} MODULEPATH='{self.tree}'\nmodule() {{ echo not this one; }}\n")
        job = support.JobFolder(self.folder / "job", script=SHINY, conf=["python=python3", "module=Shiny/1.0", "need=shiny"])
        text = (job.path / "job.sh").read_text().replace("/etc/profile.d/", "/nowhere/").replace("/usr/share/", "/nowhere/")
        (job.path / "job.sh").write_text(text)
        self.assertEqual(job.run(**self.clean()), 0, job.log())

    def test_the_program_of_an_image_may_be_in_a_module(self):
        words = write(self.factory / "singularity/singularity", '#!/bin/sh\nprintf "%s\\n" "$@" >"$WERKBANK_OUT/words"\nshift 4\nexec "$@"\n', 0o755)
        self.module("Singularity/4", f"prepend-path PATH {words.parent}\n")
        job = self.job(PLAIN, "module=Singularity/4", "exec=singularity", "exec=exec", "exec=--nv", "exec=--pwd=/x", "exec=/images/torch.sif")
        self.assertEqual(job.run(**self.clean()), 0, job.log())


@unittest.skipUnless(TCL_MODULES, "Environment Modules is neither installed nor unpacked")
class EnvironmentModules(WithModules, SoftwareTest):
    def place(self):
        """Unpacked beside Lmod, with which Debian does not let it be installed: its paths are set right in a copy."""
        home = self.factory / "tcl-modules"
        init = (TCL_MODULES[0] / "usr/share/modules/init/bash").read_text()
        (library,) = (TCL_MODULES[0] / "usr/lib").glob("*-linux-gnu*/modulecmd.tcl")
        write(home / "init/bash", init.replace(f"/{library.relative_to(TCL_MODULES[0])}", str(library)))
        return {"MODULESHOME": str(home)}


class WithoutModules(SoftwareTest):
    def test_no_module_command_at_all_is_said(self):
        job = self.job(PLAIN, "module=2023")
        text = (job.path / "job.sh").read_text()
        for place in ("/etc/profile.d/", "/usr/share/", "/opt/cray/"):
            self.assertIn(place, text)
            text = text.replace(place, "/nowhere/")
        (job.path / "job.sh").write_text(text.replace("bash -lc", "bash --norc -c"))
        self.refused(job, "module", "'2023'", "'module' command", MODULESHOME=None, LMOD_PKG=None, BASH_ENV=None)

    def test_a_package_that_the_system_lacks_is_named(self):
        self.refused(self.job(PLAIN, "need=math", "need=nobody_has_this"), "packages", "'python3': nobody_has_this.")

    def test_packages_are_looked_for_where_the_script_finds_them(self):
        path = str(self.python_with("shiny", "shiny")) + os.pathsep + os.environ["PATH"]
        job = self.job(SHINY, "need=shiny", "need=os.path")
        self.assertEqual(job.run(PATH=path), 0, job.log())
        here = self.job(PLAIN, "need=logs")     # a folder of the job is no package
        self.refused(here, "packages", "logs", PATH=path)

    def test_a_python_that_does_not_start_is_no_missing_package(self):
        broken = write(self.folder / "bin/python3", "#!/bin/sh\nexit 3\n", 0o755)
        self.refused(self.job(PLAIN, f"python={broken}", "need=math"), "environment", str(broken))

    def test_a_package_name_is_never_run(self):
        self.refused(self.job(PLAIN, "need=$(touch INJECTED)", "need=__import__('os').mknod('INJECTED')", "need=-c"), "packages", "INJECTED")


class WithAnImage(SoftwareTest):
    """Apptainer is not in Debian 12: a stand-in takes its place, which only writes its words down and runs what stands
    behind the image. That a real image starts is not tested here."""

    def apptainer(self, body='shift 4\nexec "$@"\n'):
        return write(self.folder / "bin/apptainer", '#!/bin/sh\nprintf "%s\\n" "$@" >>"$WERKBANK_OUT/words"\n' + body, 0o755)

    def image_job(self, *conf):
        return self.job(PLAIN, f"exec={self.folder}/bin/apptainer", "exec=exec", "exec=--rocm", "exec=--bind=/a b", "exec=/images/$(touch INJECTED).sif", *conf)

    def test_the_words_reach_it_one_by_one(self):
        self.apptainer()
        job = self.image_job()
        self.assertEqual(job.run(), 0, job.log())
        self.assertEqual((job.out / "words").read_text().splitlines(), ["exec", "--rocm", "--bind=/a b", "/images/$(touch INJECTED).sif", "python3", "code/train.py"])

    def test_a_package_that_the_image_lacks_is_named_with_the_image(self):
        self.apptainer()
        self.refused(self.image_job("need=nobody_has_this"), "packages", "'/images/$(touch INJECTED).sif': nobody_has_this.")

    def test_an_image_that_does_not_start_is_named(self):
        self.apptainer('echo "FATAL: could not open image" >&2\nexit 255\n')
        self.refused(self.image_job("need=math"), "environment", "/images/$(touch INJECTED).sif")

    def test_a_container_program_that_is_not_there_is_said(self):
        self.refused(self.job(PLAIN, "exec=no-such-program", "exec=exec", "exec=/images/torch.sif", "need=math"), "environment", "/images/torch.sif")


if __name__ == "__main__":
    unittest.main()
