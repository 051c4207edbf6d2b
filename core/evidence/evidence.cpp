#include "core/evidence/evidence.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include <QDir>
#include <QSysInfo>

#include "core/base/local_files.h"
#include "core/base/units.h"
#include "core/evidence/zip_file.h"
#include "core/job_log/log_text.h"
#include "core/jobs/job_view.h"
#include "core/telemetry/gpu_verdict.h"

namespace werkbank {
namespace {

constexpr std::uint64_t log_begin_size = 32U << 10U;
constexpr std::uint64_t log_end_size = 256U << 10U;
constexpr std::uint64_t records_begin_size = 64U << 10U;
constexpr std::uint64_t records_end_size = 512U << 10U;
constexpr std::uint64_t largest_script = 256U << 10U;
constexpr std::size_t rows_a_gpu = 700;

/// The first and the last bytes of a kept file, cut at lines, with a word where something is left out.
Result<std::string> both_ends(const JobStore& store, const std::string& uuid, const std::string& path,
                              std::uint64_t begin, std::uint64_t end) {
  WERKBANK_TRY(const auto sizes, store.offsets(uuid));
  const auto found = sizes.find(path);
  if (found == sizes.end()) return std::string();
  const auto size = found->second;
  if (size <= begin + end) return store.bytes(uuid, path, 0, begin + end);
  WERKBANK_TRY(auto first, store.bytes(uuid, path, 0, begin));
  WERKBANK_TRY(auto last, store.bytes(uuid, path, size - end, end));
  first.resize(first.rfind('\n') == std::string::npos ? 0 : first.rfind('\n') + 1);
  if (const auto line = last.find('\n'); line != std::string::npos) last.erase(0, line + 1);
  return first + "[... " + std::to_string(size - first.size() - last.size()) + " bytes left out ...]\n" + last;
}

std::string line_of(const Message& message, Language language) {
  return message.empty() ? std::string() : message.in(language).toStdString() + "\n";
}

std::string explanation_text(const JobView& view, Language language) {
  const bool over = is_over(view.record.phase);
  std::string text = line_of(view.headline, language) + line_of(view.next_step, language);
  if (view.why) {
    text += "\ncause: " + view.why->cause + "\n";
    if (!view.why->evidence.empty()) {
      const auto where = view.why->log_line > 0 ? "log line " + std::to_string(view.why->log_line) : "evidence";
      text += where + ": " + view.why->evidence + "\n";
    }
  }
  const auto& verdict = view.work;
  text += "\nGPU: " + finding_code(verdict.finding) + "\n" + line_of(sentence_of(verdict, over), language) +
          line_of(next_step_of(verdict, over), language);
  if (!view.training.notes.empty()) text += "\n";
  for (const auto& note : view.training.notes) {
    text += line_of(note_sentence(note), language);
    if (!note.message.empty()) text += "  " + note.message + "\n";
    if (!note.file.empty()) text += "  " + note.file + (note.line ? ":" + std::to_string(*note.line) : "") + "\n";
  }
  return text;
}

/// Its own words and places on this computer are nobody's business; what was answered and what happened is the matter.
std::string job_text(const JobRecord& record) {
  auto json = nlohmann::ordered_json::parse(record_to_json(record), nullptr, false);
  if (!json.is_object()) return {};
  for (const char* key : {"title", "data_path", "fetched_to", "so_far_in"}) json.erase(key);
  for (const char* key : {"values", "upload_receipt"}) {
    if (!json.contains(key) || !json[key].is_string()) continue;
    auto inner = nlohmann::ordered_json::parse(json[key].get<std::string>(), nullptr, false);
    if (!inner.is_discarded()) json[key] = std::move(inner);
  }
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string versions_text(const EvidenceSurroundings& around) {
  std::string text;
  for (const auto& [name, version] : around.versions) text += name + " " + version + "\n";
  text += QSysInfo::prettyProductName().toStdString() + ", " + QSysInfo::currentCpuArchitecture().toStdString() + "\n";
  if (around.job_template == nullptr) return text + "template: not in this catalogue\n";
  text += "template " + around.job_template->id + " " + around.job_template->version + "\n";
  for (const auto& file : around.job_template->files) text += "  " + file.sha256 + "  " + file.name + "\n";
  return text;
}

std::string number(double value) {
  char digits[64];
  const auto end = std::to_chars(digits, digits + sizeof digits, std::round(value * 10) / 10).ptr;
  return {digits, end};
}

std::string gpu_text(const std::vector<GpuSeries>& series) {
  if (series.empty()) return {};
  std::string text = "t,host,gpu,name,metric,seconds,mean,lowest,highest\n";
  constexpr std::pair<GpuMetric, const char*> metrics[] = {{GpuMetric::utilisation, "util_pct"},
                                                           {GpuMetric::memory, "mem_used_mib"},
                                                           {GpuMetric::power, "power_w"},
                                                           {GpuMetric::temperature, "temp_c"}};
  for (const auto& one : series) {
    std::string name = one.name;
    std::replace(name.begin(), name.end(), ',', ' ');
    for (const auto& [metric, word] : metrics) {
      for (const auto& band : one.samples.bands(metric, 0, 4e9, rows_a_gpu)) {
        text += number(band.time) + ',' + one.host + ',' + std::to_string(one.index) + ',' + name + ',' + word + ',' +
                number(band.seconds) + ',' + number(band.mean) + ',' + number(band.lowest) + ',' +
                number(band.highest) + '\n';
      }
    }
  }
  return text;
}

std::vector<EvidencePart> script_parts(const JobTemplate* job_template) {
  std::vector<EvidencePart> parts;
  if (job_template == nullptr) return parts;
  for (const auto& file : job_template->files) {
    const auto text = read_file(file.local, largest_script);
    if (!text.ok() || text->find('\0') != std::string::npos) continue;
    parts.push_back({"script/" + file.name,
                     Message(WERKBANK_TEXT("evidence", "The script %1, as it comes with Werkbank"), {file.name}),
                     *text});
  }
  return parts;
}

std::string read_me() {
  return "Evidence of one job, made by Werkbank for whoever helps with it.\n\n"
         "Secrets, addresses, names and folders of the user are replaced by words in angle brackets, such as <user>.\n"
         "explanation.txt  what Werkbank makes of it\n"
         "job.json         what was asked and what happened\n"
         "versions.txt     of the program and of the template, with the hashes of its files\n"
         "records.jsonl    what the script recorded (metrics.jsonl)\n"
         "log.txt          what it printed: the begin and the end\n"
         "gpu.csv          what the GPUs did, by stretches of time\n"
         "script/          the template's own files\n";
}

/// A short title or file name is a word that stands elsewhere too ("test", "a.csv").
void add_known_of_job(const JobRecord& record, std::vector<std::pair<std::string, std::string>>& known) {
  constexpr std::size_t telling = 8;
  known.emplace_back(record.data_path, "<data>");
  known.emplace_back(record.fetched_to, "<results>");
  known.emplace_back(record.so_far_in, "<results>");
  if (record.title.size() >= telling) known.emplace_back(record.title, "<title>");
  const auto name = path_text(path_from_text(record.data_path).filename());
  if (name.size() >= telling) known.emplace_back(name, "<data>");
}

void add(std::vector<EvidencePart>& parts, const char* name, Message title, std::string text) {
  if (!text.empty()) parts.push_back({name, std::move(title), std::move(text)});
}

}  // namespace

std::vector<std::pair<std::string, std::string>> known_of_this_computer() {
  std::vector<std::pair<std::string, std::string>> known;
  const auto home = QDir::homePath();
  known.emplace_back(home.toStdString(), "<home>");
  known.emplace_back(QDir::toNativeSeparators(home).toStdString(), "<home>");
  known.emplace_back(QSysInfo::machineHostName().toStdString(), "<this-computer>");
  for (const char* variable : {"USER", "USERNAME", "LOGNAME"}) {
    const auto name = qEnvironmentVariable(variable).toStdString();
    // "root" and the like are no names of people, and stand in every log.
    if (name != "root" && name != "user" && name != "admin") known.emplace_back(name, "<user>");
  }
  return known;
}

Result<Evidence> gather_evidence(const JobStore& store, const std::string& uuid, const EvidenceSurroundings& around,
                                 Language language) {
  WERKBANK_TRY(const auto view, view_of(store, uuid));
  WERKBANK_TRY(const auto records, both_ends(store, uuid, "out/metrics.jsonl", records_begin_size, records_end_size));
  WERKBANK_TRY(const auto log, both_ends(store, uuid, "logs/job.log", log_begin_size, log_end_size));
  auto known = around.known;
  add_known_of_job(view.record, known);
  Evidence evidence;
  auto& parts = evidence.parts;
  add(parts, "explanation.txt", Message(WERKBANK_TEXT("evidence", "What Werkbank makes of it")),
      explanation_text(view, language));
  add(parts, "log.txt", Message(WERKBANK_TEXT("evidence", "What the job printed (begin and end)")), readable_log(log));
  add(parts, "job.json", Message(WERKBANK_TEXT("evidence", "What you asked, and what happened")),
      job_text(view.record));
  add(parts, "records.jsonl", Message(WERKBANK_TEXT("evidence", "What the training recorded")), records);
  add(parts, "gpu.csv", Message(WERKBANK_TEXT("evidence", "What the GPUs did")), gpu_text(view.gpus));
  add(parts, "versions.txt", Message(WERKBANK_TEXT("evidence", "Versions of Werkbank and of the template")),
      versions_text(around));
  auto scripts = script_parts(around.job_template);
  std::move(scripts.begin(), scripts.end(), std::back_inserter(parts));
  Redaction redaction(std::move(known));
  for (auto& part : parts) part.text = redaction.of(part.text);
  evidence.redacted = redaction.counts();
  return evidence;
}

Result<Done> write_evidence(const Evidence& evidence, const std::filesystem::path& file) {
  std::vector<std::pair<std::string, std::string>> files = {{"README.txt", read_me()}};
  for (const auto& part : evidence.parts) {
    if (part.wanted) files.emplace_back(part.name, part.text);
  }
  WERKBANK_TRY(const auto bytes, zip_of(files));
  return write_file(file, bytes);
}

}  // namespace werkbank
