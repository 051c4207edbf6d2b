#include "live_lab.h"

#include <stdexcept>

#include <QFile>

#include "core/base/local_files.h"
#include "core/base/uuid.h"

namespace werkbank {
namespace {

const QString factory_tests = WERKBANK_SOURCE_DIR "/tests/factory/";

QMap<QString, QString> read_facts(const QString& file_name) {
  QMap<QString, QString> facts;
  QFile file(file_name);
  if (!file.open(QFile::ReadOnly)) return facts;
  for (const auto& line : QString::fromUtf8(file.readAll()).split('\n')) {
    auto value = line.section('=', 1);
    if (value.startsWith('\'') && value.endsWith('\'')) value = value.mid(1, value.size() - 2);
    facts[line.section('=', 0, 0)] = value;
  }
  return facts;
}

QString run(const QString& program, const QStringList& words) {
  QProcess process;
  process.setStandardInputFile(QProcess::nullDevice());
  process.start(program, words);
  if (!process.waitForFinished(180000) || process.exitCode() != 0) {
    throw std::runtime_error((program + " " + words.join(' ') + ": " + process.readAllStandardError()).toStdString());
  }
  return QString::fromUtf8(process.readAllStandardOutput());
}

}  // namespace

std::unique_ptr<LiveLab> LiveLab::open(QString& why) {
  auto lab = std::make_unique<LiveLab>();
  lab->folder_ = qEnvironmentVariable("WERKBANK_LAB");
  if (lab->folder_.isEmpty()) {
    why = "WERKBANK_LAB names no lab. Bring one up: tests/factory/lab/lab up --dir DIR";
    return nullptr;
  }
  lab->facts_ = read_facts(lab->folder_ + "/lab.env");
  if (lab->facts_.isEmpty()) throw std::runtime_error("no lab in " + lab->folder_.toStdString());
  return lab;
}

Profile LiveLab::profile() const {
  const auto text = read_file(fact("LAB_PROFILE"));
  if (!text.ok()) throw std::runtime_error(text.error().detail);
  auto profile = parse_profile(*text, "lab.json");
  if (!profile.ok()) throw std::runtime_error(profile.error().detail);
  profile->sign_in_methods = {"key"};
  return std::move(*profile);
}

void LiveLab::tool(const QStringList& words) const {
  const bool chroot = fact("LAB_SLURM_VERSION").starts_with("24");
  run(factory_tests + (chroot ? "lab/slurm24" : "lab/lab"),
      QStringList{words.front(), "--dir", folder_} + words.mid(1));
}

QString LiveLab::user_command(const QString& command) const {
  return run("ssh", {"-F", QString::fromStdString(fact("LAB_SSH_CONFIG")), "lab", command});
}

std::unique_ptr<QProcess> LiveLab::start_user_command(const QString& command) const {
  auto process = std::make_unique<QProcess>();
  process->setStandardInputFile(QProcess::nullDevice());
  process->start("ssh", {"-F", QString::fromStdString(fact("LAB_SSH_CONFIG")), "lab", command});
  while (!process->canReadLine()) {
    if (!process->waitForReadyRead(60000)) throw std::runtime_error("no answer to " + command.toStdString());
  }
  process->readLine();
  return process;
}

QStringList LiveLab::jobs_of(const std::string& uuid) const {
  const auto name = "wb-" + QString::fromStdString(uuid);
  const auto said = user_command("{ squeue --me -h -t all -n " + name +
                                 " -o %i; sacct -X -n -P -S now-1day --name=" + name + " -o JobIDRaw; }");
  auto numbers = said.split('\n', Qt::SkipEmptyParts);
  numbers.removeDuplicates();
  return numbers;
}

CutProxy::CutProxy(int to_port) {
  process_.start("python3",
                 {factory_tests + "cut_proxy.py", "--stdin", "--to", "127.0.0.1:" + QString::number(to_port)});
  port_ = line().toInt();
}

QByteArray CutProxy::line() {
  while (!process_.canReadLine()) {
    if (!process_.waitForReadyRead(20000)) throw std::runtime_error("the proxy does not answer");
  }
  return process_.readLine().trimmed();
}

CutProxy::~CutProxy() {
  process_.closeWriteChannel();
  process_.waitForFinished(5000);
}

void CutProxy::tell(const QByteArray& command) {
  process_.write(command + "\n");
  process_.waitForBytesWritten(5000);
  const auto answer = line();
  if (!answer.startsWith("ok")) throw std::runtime_error("the proxy says " + answer.toStdString());
}

JobOrder live_order(const std::string& template_name, const std::string& dataset, int seconds) {
  const std::filesystem::path templates = (factory_tests + "templates").toStdString();
  JobOrder order;
  order.uuid = new_uuid();
  order.title = "A \"test\" $(of) the\nfactory \xE2\x98\x83";
  order.dataset = dataset;
  order.walltime_minutes = 5;
  order.sample_seconds = 1;
  order.resources.memory_gib = 0.5;
  order.job_template.id = template_name;
  order.job_template.version = "1.0.0";
  order.job_template.title = {"Proef", "Test"};
  order.job_template.script = "train.py";
  order.job_template.files = {{templates / template_name / "train.py", "train.py", {}},
                              {templates / "shared" / "records.py", "records.py", {}}};
  order.values["seconds"] = std::int64_t{seconds};
  TemplateEnvironment system;
  system.kind = "system";
  order.job_template.environments = {system};
  return order;
}

}  // namespace werkbank
