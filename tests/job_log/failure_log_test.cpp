// A log is read as a careful person would: what ended the job first, and which line proves it.
#include "core/job_log/failure_log.h"
#include "tests/runner/test_program.h"

#include <string>

using namespace werkbank;

namespace failure_log_test {

/// The frames of a traceback, each line after `prefix`.
std::string traceback(const std::string& prefix = {}) {
  return prefix + "Traceback (most recent call last):\n" + prefix +
         "  File \"/home/ann/train.py\", line 7, in <module>\n" + prefix +
         "    raise MemoryError('the line of source that is quoted')\n";
}

/// A training that goes on for a while.
std::string training(const std::string& prefix = {}, int steps = 40) {
  std::string log;
  for (int step = 0; step < steps; ++step)
    log += prefix + "epoch 1 step " + std::to_string(step) + " loss 0." + std::to_string(900 - step) + "\n";
  return log;
}

/// A program that goes on, and does not tell how far it is.
std::string talk() {
  std::string log;
  for (int i = 0; i < 50; ++i) log += "reading shard " + std::to_string(i) + "\n";
  return log;
}

const std::string out_of_gpu_memory =
    "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 39.39 "
    "GiB\n";
const std::string chained = "\nDuring handling of the above exception, another exception occurred:\n\n";
const std::string because = "\nThe above exception was the direct cause of the following exception:\n\n";
const std::string cancelled = "slurmstepd: error: *** JOB 17 ON gpu03 CANCELLED AT 2026-05-04T10:11:12 ***\n";
const std::string step_cancelled = "slurmstepd: error: *** STEP 17.0 ON gpu03 CANCELLED AT 2026-05-04T10:11:12 ***\n";
const std::string out_of_time =
    "slurmstepd: error: *** JOB 17 ON gpu03 CANCELLED AT 2026-05-04T10:11:12 DUE TO TIME LIMIT ***\n";
const std::string out_of_memory =
    "slurmstepd: error: Detected 1 oom_kill event in StepId=17.batch. Some of the step tasks have been OOM Killed.\n";
const std::string child_failed =
    traceback() +
    "torch.distributed.elastic.multiprocessing.errors.ChildFailedError: \n"
    "============================================================\ntrain.py FAILED\n"
    "------------------------------------------------------------\nRoot Cause (first observed failure):\n[0]:\n"
    "  time      : 2026-05-04_10:11:12\n  rank      : 3 (local_rank: 3)\n  exitcode  : 1 (pid: 4711)\n"
    "============================================================\n";

class FailureLogTest : public QObject {
  Q_OBJECT

 private slots:
  void a_cause_is_known_by_its_words_data();
  void a_cause_is_known_by_its_words();
  void the_first_root_counts_data();
  void the_first_root_counts();
  void the_scheduler_is_believed_data();
  void the_scheduler_is_believed();
  void rather_not_sure_than_wrong_data();
  void rather_not_sure_than_wrong();
  void the_bytes_may_be_cut_anywhere();
  void the_line_is_numbered();
  void a_prefix_of_a_rank_does_not_hide_an_exception();
  void a_long_line_is_no_trouble();
  void many_failures_are_no_trouble();
};

void FailureLogTest::a_cause_is_known_by_its_words_data() {
  QTest::addColumn<QString>("log");
  QTest::addColumn<QString>("cause");
  const auto row = [](const char* cause, const std::string& log) {
    static int number = 0;
    QTest::addRow("%s %d", cause, ++number) << QString::fromStdString(log) << cause;
  };
  const auto raised = [&](const char* cause, const std::string& exception) {
    row(cause, traceback() + exception + '\n');
  };

  raised("cuda-oom", out_of_gpu_memory);
  raised("cuda-oom", "RuntimeError: CUDA error: out of memory");
  raised("cuda-oom", "RuntimeError: HIP out of memory. Tried to allocate 1 GiB");
  raised("cuda-oom",
         "jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate 9");
  raised("cuda-oom", "RuntimeError: CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`");
  raised("oom-host", "MemoryError");
  raised("oom-host",
         "numpy._core._exceptions._ArrayMemoryError: Unable to allocate 30.5 GiB for an array with shape (9,)");
  raised("oom-host",
         "RuntimeError: [enforce fail at alloc_cpu.cpp:117] . DefaultCPUAllocator: can't allocate memory: 9");
  raised("oom-host", "RuntimeError: DataLoader worker (pid 4711) is killed by signal: Killed.");
  row("oom-host", "terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc\n");
  row("oom-host", training() + out_of_memory);
  row("oom-host", training() + "srun: error: gpu03: task 2: Out Of Memory\n" + step_cancelled);
  row("timeout", training() + out_of_time);
  row("cancelled", training() + cancelled);
  row("cancelled", traceback() + "KeyboardInterrupt\n");
  row("preempted",
      training() + "slurmstepd: error: *** JOB 1 ON n1 CANCELLED AT 2026-05-04T10:11:12 DUE TO PREEMPTION ***\n");
  row("node-failure", training() +
                          "slurmstepd: error: *** JOB 1 ON n1 CANCELLED AT 2026-05-04T10:11:12 DUE TO NODE FAILURE, "
                          "SEE SLURMCTLD LOG ***\n");
  row("node-drain-unkillable", training() +
                                   "slurmstepd: error: *** STEP 1.0 ON n1 CANCELLED AT 2026-05-04T10:11:12 DUE TO JOB "
                                   "NOT ENDING WITH SIGNALS ***\n");
  row("node-problem",
      "srun: error: Task launch for StepId=17.0 failed on node gpu03: Communication connection failure\n");
  raised("node-problem", "OSError: [Errno 116] Stale file handle: '/project/data/a.npy'");
  row("scheduler-down",
      "srun: error: Unable to allocate resources: Unable to contact slurm controller (connect failure)\n");
  row("scheduler-down", "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation\n");
  row("submit-rejected",
      "sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified\n");
  row("submit-rejected", "srun: error: Unable to create step for job 17: More processors requested than permitted\n");
  raised("missing-module", "ModuleNotFoundError: No module named 'sklearn'");
  raised("missing-module", "ImportError: Using `load_in_8bit=True` requires Accelerate: `pip install accelerate`");
  raised("missing-module",
         "RuntimeError: Failed to import transformers.models.x because of the following error (look up to see its "
         "traceback):\nNo module named 'flash_attn'");
  raised("missing-file", "FileNotFoundError: [Errno 2] No such file or directory: 'data/train.csv'");
  raised("missing-file", "OSError: /data/model does not appear to have a file named config.json.");
  row("missing-file", "python: can't open file '/home/ann/trian.py': [Errno 2] No such file or directory\n");
  row("env-module", "Lmod has detected the following error: The following module(s) are unknown: \"CUDA/99\"\n");
  row("env-module", "/var/spool/slurmd/job17/slurm_script: line 9: torchrun: command not found\n");
  row("env-module", "EnvironmentNameNotFound: Could not find conda environment: mine\n");
  raised("library-mismatch", "ImportError: /opt/lib/libtorch.so: undefined symbol: _ZN3c10");
  raised("library-mismatch",
         "ImportError: /lib64/libstdc++.so.6: version `GLIBCXX_3.4.30' not found (required by x.so)");
  raised("library-mismatch",
         "ImportError: cannot import name 'cached_download' from 'huggingface_hub' "
         "(/home/ann/.venv/lib/python3.11/site-packages/huggingface_hub/__init__.py)");
  raised("library-mismatch", "AttributeError: module 'numpy' has no attribute 'bool'.");
  raised("python-exception", "ImportError: cannot import name 'Net' from 'model' (/home/ann/model.py)");
  raised("checkpoint-mismatch",
         "RuntimeError: Error(s) in loading state_dict for Net:\n\tsize mismatch for fc.weight: x");
  raised("permission", "PermissionError: [Errno 13] Permission denied: '/project/other/data'");
  row("permission", "/var/spool/slurmd/job17/slurm_script: line 9: ./run.sh: Permission denied\n");
  raised("disk-quota", "OSError: [Errno 122] Disk quota exceeded");
  raised("disk-full", "OSError: [Errno 28] No space left on device: '/tmp/x'");
  raised("network",
         "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='huggingface.co', port=443): Max retries "
         "exceeded");
  raised("network", "urllib.error.URLError: <urlopen error [Errno -3] Temporary failure in name resolution>");
  raised("network", "OSError: We couldn't connect to 'https://huggingface.co' to load this file");
  raised("hf-auth", "huggingface_hub.errors.GatedRepoError: 401 Client Error. (Request ID: Root=1-6)");
  raised("hf-auth", "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://huggingface.co/a/b");
  raised("wandb-auth",
         "wandb.errors.UsageError: api_key not configured (no-tty). call wandb.login(key=[your_api_key])");
  raised("port-in-use",
         "torch.distributed.DistNetworkError: The server socket has failed to listen (errno: 98 - Address already in "
         "use)");
  row("nccl-timeout", training() +
                          "[rank3]:[E504 10:11:12 ProcessGroupNCCL.cpp:616] [Rank 3] Watchdog caught collective "
                          "operation timeout: WorkNCCL\n");
  raised("distributed",
         "torch.distributed.DistBackendError: NCCL error in: ProcessGroupNCCL.cpp:2027, unhandled system error");
  raised("distributed", "RuntimeError: [gloo/transport/tcp/pair.cc:534] Connection closed by peer [10.0.0.1]:29500");
  raised("gpu-arch", "RuntimeError: CUDA error: no kernel image is available for execution on the device");
  raised("gpu-driver", "RuntimeError: The NVIDIA driver on your system is too old (found version 11040).");
  raised("gpu-driver", "RuntimeError: No CUDA GPUs are available");
  raised("gpu-driver",
         "lightning.pytorch.utilities.exceptions.MisconfigurationException: No supported gpu backend found!");
  raised("library-mismatch", "AssertionError: Torch not compiled with CUDA enabled");
  raised("distributed", "RuntimeError: Timed out initializing process group in store based barrier on rank: 3");
  raised("cuda-oom", "tensorflow.python.framework.errors_impl.ResourceExhaustedError: Graph execution error:");
  row("env-module", "FATAL:   container creation failed: mount error\n");
  raised("gpu-hardware", "RuntimeError: CUDA error: uncorrectable ECC error encountered");
  row("gpu-hardware", "NVRM: Xid (PCI:0000:3b:00): 79, pid=17, GPU has fallen off the bus.\n");
  raised("gpu-error", "RuntimeError: CUDA error: device-side assert triggered");
  raised("gpu-error", "RuntimeError: CUDA error: an illegal memory access was encountered");
  raised("python-exception", "ValueError: too many values to unpack (expected 2)");
  row("python-exception", "  File \"train.py\", line 3\n    if x\n        ^\nSyntaxError: expected ':'\n");
  row("python-exception", "usage: train.py [-h]\ntrain.py: error: unrecognized arguments: --epcohs 3\n");
  row("nan-loss", training() + "Loss is nan, stopping training\n");
  row("nan-loss", training() + "epoch 2 step 1 loss nan\nepoch 2 step 2 loss nan\n");
  raised("nan-loss", "FloatingPointError: Minimum loss scale reached (0.0001). Your loss is probably exploding.");
  row("segfault", training() + "srun: error: gpu03: task 0: Segmentation fault (core dumped)\n");
  row("abort-core-dump", training() + "double free or corruption (!prev)\nAborted (core dumped)\n");
  row("killed-silently",
      training() + "/var/spool/slurmd/job17/slurm_script: line 9: 4711 Killed                  python train.py\n");
  raised("data-format", "PIL.UnidentifiedImageError: cannot identify image file 'photos/17.jpg'");
  raised("data-format",
         "pandas.errors.ParserError: Error tokenizing data. C error: Expected 3 fields in line 7, saw 4");
}

void FailureLogTest::a_cause_is_known_by_its_words() {
  QFETCH(QString, log);
  QFETCH(QString, cause);
  const auto clue = failure_in(log.toStdString(), {});
  QCOMPARE(QString(cause_code(clue.cause)), cause);
  QVERIFY(!clue.line.empty() && clue.line_number > 0);
}

void FailureLogTest::the_first_root_counts_data() {
  QTest::addColumn<QString>("log");
  QTest::addColumn<QString>("cause");
  QTest::addColumn<QString>("evidence");
  const auto row = [](const char* name, const std::string& log, const char* cause, const char* evidence) {
    QTest::newRow(name) << QString::fromStdString(log) << cause << evidence;
  };
  row("the processes that lose the one that failed",
      traceback("[rank1]: ") + "[rank1]: " + out_of_gpu_memory + traceback("[rank0]: ") +
          "[rank0]: torch.distributed.DistBackendError: NCCL error: remote process exited\n" + child_failed,
      "cuda-oom", "CUDA out of memory");
  row("those that lose it speak first",
      traceback("0: ") + "0: torch.distributed.DistBackendError: NCCL error: remote process exited\n" +
          traceback("1: ") + "1: FileNotFoundError: [Errno 2] No such file or directory: 'a'\n",
      "missing-file", "FileNotFoundError");
  row("two tracebacks in one another",
      "0: Traceback (most recent call last):\n1: Traceback (most recent call last):\n0:   File \"a.py\", line 1, in f\n"
      "1:   File \"a.py\", line 1, in f\n1: KeyError: 'a'\n0: RuntimeError: DataLoader worker (pid 4) exited "
      "unexpectedly\n",
      "python-exception", "KeyError: 'a'");
  row("a chain whose first says nothing",
      traceback() + "KeyError: 'sha'\n" + chained + traceback() +
          "FileNotFoundError: [Errno 2] No such file or directory: 'a'\n",
      "missing-file", "FileNotFoundError");
  row("a chain whose first says it",
      traceback() + "requests.exceptions.ConnectionError: Max retries exceeded with url: /x\n" + because + traceback() +
          "OSError: Can't load the tokenizer for 'x'\n",
      "network", "Max retries");
  row("what a loader caught",
      traceback() + "ValueError: Caught ValueError in DataLoader worker process 3.\nOriginal " + traceback() +
          "ValueError: could not convert string to float: 'x'\n",
      "python-exception", "could not convert");
  row("memory, and what broke because of it",
      training() + traceback() + "BrokenPipeError: [Errno 32] Broken pipe\n" + out_of_memory, "oom-host", "oom_kill");
  row("memory, and an exception because of it",
      training() + traceback() + "RuntimeError: DataLoader worker (pid(s) 7) exited unexpectedly\n" + out_of_memory,
      "oom-host", "oom_kill");
  row("a step is cancelled because one of it failed",
      traceback() +
          "ModuleNotFoundError: No module named 'a'\nsrun: error: n1: task 1: Exited with exit code 1\n"
          "srun: Terminating StepId=17.0\n" +
          step_cancelled,
      "missing-module", "No module named 'a'");
  row("a step is cancelled because one of it crashed",
      training() + "srun: error: n1: task 3: Segmentation fault\n" + step_cancelled, "segfault", "task 3");
  row("a watchdog, and the abort that it makes",
      training() +
          "[rank0]:[E1 ProcessGroupNCCL.cpp:616] [Rank 0] Watchdog caught collective operation timeout: x\n"
          "terminate called after throwing an instance of 'c10::DistBackendError'\nAborted (core dumped)\n",
      "nccl-timeout", "Watchdog");
  row("killed, and what torchrun makes of it",
      training() +
          "E0504 torch/distributed/elastic/multiprocessing/api.py:869] failed (exitcode: -9) local_rank: 1 "
          "(pid: 4) of binary: python\n" +
          child_failed,
      "killed-silently", "exitcode: -9");
  row("no environment, and so no package",
      "conda: command not found\n" + traceback() + "ModuleNotFoundError: No module named 'torch'\n", "env-module",
      "conda: command not found");
  row("no environment, and it did not matter",
      "/etc/profile: line 3: module: command not found\n" + training() + traceback() + "ValueError: bad number\n",
      "python-exception", "ValueError: bad number");
  row("an error after which the training went on",
      traceback() + out_of_gpu_memory + "skipping this batch\n" + training() + traceback() + "ValueError: later\n",
      "python-exception", "ValueError: later");
  row("a chain of a process without a name, among those that have one",
      training("0: ") + traceback() + "KeyError: 'a'\n" + chained + traceback() + "ValueError: because of it\n",
      "python-exception", "KeyError: 'a'");
  row("an error after which the training went on, and somebody stopped it",
      traceback() + out_of_gpu_memory + training() + cancelled, "cancelled", "CANCELLED");
  row("a thread's error, and the time was over",
      training() + "Exception in thread Thread-3:\n" + traceback() + "requests.exceptions.ReadTimeout: x\n" +
          out_of_time,
      "timeout", "TIME LIMIT");
  row("an error that it lived through, without a word of progress",
      traceback() + "FileNotFoundError: [Errno 2] No such file or directory: 'cache'\n" + talk() + traceback() +
          "ValueError: later\n",
      "python-exception", "ValueError: later");
  row("two errors that belong together",
      traceback() + "FileNotFoundError: [Errno 2] No such file or directory: 'a'\nShutting down\n" + traceback() +
          "ValueError: because of it\n",
      "missing-file", "'a'");
  row("an earlier attempt",
      "[werkbank] attempt 0 starts\n" + traceback() + "MemoryError\n[werkbank] attempt 1 starts\n" + traceback() +
          "KeyError: 'b'\n",
      "python-exception", "KeyError: 'b'");
  row("requeued, and then it failed",
      training() + "slurmstepd: error: *** JOB 1 ON n1 CANCELLED AT 2026-05-04T10:11:12 DUE TO PREEMPTION ***\n" +
          training() + traceback() + "KeyError: 'b'\n",
      "python-exception", "KeyError: 'b'");
  row("a bar that was not ended", "  3%|#   | 3/100 [00:01<00:30,  3.1it/s]" + cancelled, "cancelled", "CANCELLED");
  row("a bar that was overwritten", " 3%|#| 3/9\r 4%|#| 4/9\r" + out_of_time, "timeout", "TIME LIMIT");
  row("colours", traceback() + "\x1b[31mValueError\x1b[0m: \x1b[1mred\x1b[0m\n", "python-exception", "ValueError: red");
  row("a log that begins within a traceback",
      "  File \"a.py\", line 3, in f\n    x = y[3]\nIndexError: list index out of range\n", "python-exception",
      "IndexError");
}

void FailureLogTest::the_first_root_counts() {
  QFETCH(QString, log);
  QFETCH(QString, cause);
  QFETCH(QString, evidence);
  const auto clue = failure_in(log.toStdString(), {});
  QCOMPARE(QString(cause_code(clue.cause)), cause);
  QVERIFY2(clue.line.find(evidence.toStdString()) != std::string::npos, clue.line.c_str());
}

void FailureLogTest::the_scheduler_is_believed_data() {
  QTest::addColumn<QString>("state");
  QTest::addColumn<QString>("exit_code");
  QTest::addColumn<QString>("log");
  QTest::addColumn<QString>("cause");
  const auto row = [](const char* name, const char* state, const char* code, const std::string& log,
                      const char* cause) {
    QTest::newRow(name) << state << code << QString::fromStdString(log) << cause;
  };
  row("it ended well, whatever it printed", "COMPLETED", "", traceback() + "ValueError: x\n", "none");
  row("exit code 0", "", "0:0", traceback() + "ValueError: x\n", "none");
  row("time", "TIMEOUT", "", traceback() + "ValueError: x\n", "timeout");
  row("memory, cut off by sacct", "OUT_OF_ME+", "", training(), "oom-host");
  row("a node", "NODE_FAIL", "", training(), "node-failure");
  row("stopped by a person", "CANCELLED by 1000", "", training(), "cancelled");
  row("stopped after it had failed", "CANCELLED", "", traceback() + "ValueError: x\n", "python-exception");
  row("failed, and the log says why", "FAILED", "1:0", traceback() + "ValueError: x\n", "python-exception");
  row("failed, and the log says nothing", "FAILED", "1:0", training(), "unknown");
  row("failed, and the log ends well", "FAILED", "", training() + "Training complete\n", "unknown");
  row("a signal, and the log says nothing", "FAILED", "0:9", training(), "killed-silently");
  row("a signal of the shell", "", "139", training(), "segfault");
  row("a signal, and the log says why", "", "137", training() + out_of_memory, "oom-host");
  row("a word that nobody knows", "WONDERFUL", "x", traceback() + "ValueError: x\n", "python-exception");
}

void FailureLogTest::the_scheduler_is_believed() {
  QFETCH(QString, state);
  QFETCH(QString, exit_code);
  QFETCH(QString, log);
  QFETCH(QString, cause);
  const auto ending = ending_of(state.toStdString(), exit_code.toStdString());
  QCOMPARE(QString(cause_code(failure_in(log.toStdString(), ending).cause)), cause);
}

void FailureLogTest::rather_not_sure_than_wrong_data() {
  QTest::addColumn<QString>("log");
  QTest::addColumn<QString>("cause");
  const auto row = [](const char* name, const std::string& log, const char* cause) {
    QTest::newRow(name) << QString::fromStdString(log) << cause;
  };
  row("nothing", "", "unknown");
  row("it just ends", training(), "unknown");
  row("only that it failed", training() + "srun: error: n1: task 0: Exited with exit code 1\n", "unknown");
  row("only that a child failed", training() + child_failed, "unknown");
  row("words of people", "warning: out of range\nno such thing\nkilled time\nthe error is 0.3\nnan is a name\n",
      "unknown");
  row("warnings", "UserWarning: CUDA initialization: The NVIDIA driver on your system is too old\n" + training(),
      "unknown");
  row("a tool that tries again",
      "Retrying (Retry(total=4)) after connection broken by 'Temporary failure in name "
      "resolution'\n" +
          training(),
      "unknown");
  row("it ends well", training() + "{'train_runtime': 12.3, 'train_loss': 0.2}\nwandb: Synced 5 W&B file(s)\n", "none");
  row("it ends well after an error that it survived",
      traceback() + "ValueError: this batch is skipped\n" + training() + "Training complete\n", "none");
  row("it ends well, with a scare",
      "slurmstepd: error: couldn't chdir to `/work': No such file or directory: going to "
      "/tmp instead\n" +
          training() + "Finished training\n",
      "none");
  row("it ends well but for its last words", training() + "Training complete\n" + traceback() + "KeyError: 'x'\n",
      "python-exception");
}

void FailureLogTest::rather_not_sure_than_wrong() {
  QFETCH(QString, log);
  QFETCH(QString, cause);
  QCOMPARE(QString(cause_code(failure_in(log.toStdString(), {}).cause)), cause);
}

void FailureLogTest::the_bytes_may_be_cut_anywhere() {
  const auto log = training("0: ", 3) + traceback("1: ") + "1: KeyError: 'a'\r\n" + step_cancelled;
  const auto whole = failure_in(log, {});
  QCOMPARE(whole.line, std::string("KeyError: 'a'"));
  for (std::size_t size = 1; size < log.size(); ++size) {
    FailureLog reader;
    for (std::size_t at = 0; at < log.size(); at += size) reader.add(std::string_view(log).substr(at, size));
    const auto clue = reader.why({});
    QCOMPARE(clue.line, whole.line);
    QCOMPARE(clue.line_number, whole.line_number);
  }
}

void FailureLogTest::the_line_is_numbered() {
  QCOMPARE(failure_in("a\r\nb\r 1%\r 2%\nMemoryError: x", {}).line_number, std::uint64_t{3});
  QCOMPARE(failure_in("a\n 1%\r 2%\rMemoryError: x\n", {}).line_number, std::uint64_t{2});
  // The line that is shown, though the message began before it.
  const auto goes_on = failure_in(traceback() + "RuntimeError: it failed because:\nNo module named 'a'\n", {});
  QCOMPARE(goes_on.line, std::string("No module named 'a'"));
  QCOMPARE(goes_on.line_number, std::uint64_t{5});
}

void FailureLogTest::a_prefix_of_a_rank_does_not_hide_an_exception() {
  for (const std::string prefix :
       {"[rank12]: ", "[default0]:", "[1,3]<stderr>:", "(Trainer pid=17, ip=10.0.0.1) ", "12: "}) {
    const auto clue = failure_in(traceback(prefix) + prefix + "ValueError: x\n", {});
    QCOMPARE(clue.line, std::string("ValueError: x"));
  }
}

void FailureLogTest::a_long_line_is_no_trouble() {
  const auto clue = failure_in(
      std::string(50'000'000, 'x') + '\n' + traceback() + "ValueError: " + std::string(1'000'000, 'y') + "\n", {});
  QCOMPARE(QString(cause_code(clue.cause)), QString("python-exception"));
  QVERIFY(clue.line.size() <= 303);
}

void FailureLogTest::many_failures_are_no_trouble() {
  std::string log = traceback() + "KeyError: 'the first'\n";
  for (int i = 0; i < 20'000; ++i) log += traceback() + "ConnectionResetError: " + std::to_string(i) + "\n";
  QCOMPARE(failure_in(log, {}).line, std::string("KeyError: 'the first'"));
}

}  // namespace failure_log_test

WERKBANK_TEST(failure_log_test::FailureLogTest);
#include "failure_log_test.moc"
