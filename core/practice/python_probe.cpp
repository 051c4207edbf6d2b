#include "core/practice/python_probe.h"

#include <algorithm>

#include <QProcess>
#include <QStringList>

namespace werkbank {
namespace {

constexpr int patience_ms = 30'000;

// find_spec looks for a package without loading it: loading torch takes seconds.
constexpr auto look =
    "import importlib.util, sys\n"
    "print('\\n'.join(name for name in sys.argv[1:] if importlib.util.find_spec(name)))";

FoundPython ask(const std::string& program, const std::vector<std::string>& packages) {
  QStringList arguments = {QStringLiteral("-c"), QString::fromLatin1(look)};
  for (const auto& package : packages) arguments << QString::fromStdString(package);
  QProcess python;
  python.start(QString::fromStdString(program), arguments, QIODevice::ReadOnly);
  if (!python.waitForFinished(patience_ms)) {
    python.kill();
    python.waitForFinished();
    return {};
  }
  if (python.exitCode() != 0 || python.exitStatus() != QProcess::NormalExit) return {};
  FoundPython found{program, {}};
  for (const auto& line : python.readAllStandardOutput().split('\n')) {
    if (!line.trimmed().isEmpty()) found.packages.insert(line.trimmed().toStdString());
  }
  return found;
}

}  // namespace

PythonProbe::PythonProbe(std::vector<std::string> candidates, std::vector<std::string> packages, bool ahead)
    : found_(std::async(ahead ? std::launch::async : std::launch::deferred,
                        [candidates = std::move(candidates), packages = std::move(packages)] {
                          std::vector<FoundPython> found;
                          for (const auto& candidate : candidates) found.push_back(ask(candidate, packages));
                          return found;
                        })) {}

std::string PythonProbe::python_with(const std::vector<std::string>& needs) const {
  for (const auto& python : found_.get()) {
    const auto has = [&python](const std::string& need) { return python.packages.contains(need); };
    if (!python.program.empty() && std::all_of(needs.begin(), needs.end(), has)) return python.program;
  }
  return {};
}

}  // namespace werkbank
