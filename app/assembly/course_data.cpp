#include "app/assembly/course_data.h"

#include <cctype>
#include <cerrno>
#include <system_error>

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QThread>
#include <QUrl>

#include "core/base/local_files.h"
#include "core/base/sha256.h"
#include "core/dataset/packed_folder.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr int quiet_ms = 30'000;
constexpr qint64 block_size = 1 << 20;
constexpr std::uint64_t largest_list = 1U << 20U;
constexpr std::size_t longest_ending = 10;

fs::path list_file(const Places& places, const std::string& factory) {
  return places.home / "courses" / (factory + ".json");
}

std::string host_of(const CourseData& data) { return QUrl(QString::fromStdString(data.url)).host().toStdString(); }

Error not_reached(const CourseData& data, std::string detail) {
  return {ErrorCode::host_unreachable,
          Message(WERKBANK_TEXT("app",
                                "The data %1 could not be fetched from %2. Look whether this computer is on the "
                                "internet and try again, or ask your coach for the file."),
                  {data.name, host_of(data)}),
          std::move(detail)};
}

Error not_what_was_meant(const CourseData& data, std::string detail) {
  return {ErrorCode::verification_failed,
          Message(WERKBANK_TEXT("app",
                                "What came from %2 is not the data %1 that your coach meant. Nothing of it was kept. "
                                "Tell your coach."),
                  {data.name, host_of(data)}),
          std::move(detail)};
}

Error place_taken(const fs::path& place) {
  return {ErrorCode::local_file,
          Message(WERKBANK_TEXT("app", "Something else is at %1 already. Move it away, and fetch the data again."),
                  {path_text(place)}),
          {}};
}

/// ".csv" of "wine.csv", ".tar.gz" of "photos.tar.gz"; empty when there is none, or none that a file has.
std::string ending_of(const std::string& name) {
  const auto dot = name.ends_with(".gz") || name.ends_with(".xz") || name.ends_with(".bz2") || name.ends_with(".zst")
                       ? name.find(".tar.")
                       : name.rfind('.');
  if (dot == std::string::npos || dot == 0 || name.size() - dot > longest_ending) return {};
  const auto ending = name.substr(dot);
  for (const char c : ending) {
    if (c != '.' && std::isalnum(static_cast<unsigned char>(c)) == 0) return {};
  }
  return ending.size() > 1 ? ending : std::string();
}

/// The coach's name for it, with the ending that the address has where the name has none.
std::string file_name_of(const CourseData& data) {
  if (!ending_of(data.name).empty()) return data.name;
  return data.name + ending_of(QUrl(QString::fromStdString(data.url)).fileName().toStdString());
}

/// Writes what comes into a file, and stops at the first byte too many. A thread of its own, for it lives by the events
/// of the network.
class Download : public QThread {
 public:
  Download(const CourseData& data, const fs::path& part, const ProgressSink& progress, const std::stop_token& stop)
      : data_(data), part_(part), progress_(progress), stop_(stop), file_(QString::fromStdString(path_text(part))) {}

  Result<Done> finish() {
    start();
    wait();
    return outcome_;
  }

 protected:
  void run() override {
    if (!file_.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
      outcome_ = local_file_error(part_, EACCES);
      return;
    }
    QNetworkAccessManager manager;
    QNetworkRequest request(QUrl(QString::fromStdString(data_.url)));
    request.setTransferTimeout(quiet_ms);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    auto* reply = manager.get(request);
    reply->setReadBufferSize(block_size);
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [this, reply] { take(*reply); });
    QObject::connect(reply, &QNetworkReply::finished, reply, [this] { quit(); });
    {
      const std::stop_callback on_stop(
          stop_, [reply] { QMetaObject::invokeMethod(reply, &QNetworkReply::abort, Qt::QueuedConnection); });
      if (!reply->isFinished()) exec();
    }
    take(*reply);
    outcome_ = stop_.stop_requested() ? Result<Done>(Cancelled{}) : judge(*reply);
  }

 private:
  void take(QNetworkReply& reply) {
    while (!trouble_ && reply.bytesAvailable() > 0) {
      const QByteArray block = reply.read(block_size);
      received_ += static_cast<std::uint64_t>(block.size());
      if (received_ > data_.bytes) trouble_ = not_what_was_meant(data_, "longer than " + std::to_string(data_.bytes));
      hash_.add({block.constData(), static_cast<std::size_t>(block.size())});
      if (!trouble_ && file_.write(block) != block.size()) trouble_ = local_file_error(part_, errno);
      if (trouble_) return reply.abort();
    }
    if (progress_) progress_({Message(WERKBANK_TEXT("app", "Fetching %1"), {data_.name}), received_, data_.bytes});
  }

  Result<Done> judge(const QNetworkReply& reply) {
    if (trouble_) return *trouble_;
    const auto status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply.error() != QNetworkReply::NoError || status != 200)
      return not_reached(data_, reply.errorString().toStdString() + ", status " + std::to_string(status));
    if (!file_.flush()) return local_file_error(part_, errno);
    file_.close();
    if (received_ != data_.bytes) return not_what_was_meant(data_, "only " + std::to_string(received_) + " bytes");
    const auto sum = hash_.hex_digest();
    if (sum != data_.sha256) return not_what_was_meant(data_, "its SHA-256 is " + sum);
    return Done{};
  }

  const CourseData& data_;
  const fs::path& part_;
  const ProgressSink& progress_;
  const std::stop_token& stop_;
  QFile file_;
  Sha256 hash_;
  std::uint64_t received_ = 0;
  std::optional<Error> trouble_;
  Result<Done> outcome_ = Done{};
};

/// Photos are often packed with one folder around them all: then that one is meant.
fs::path inner_folder(const fs::path& folder) {
  std::error_code error;
  fs::path only;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (!only.empty() || !entry.is_directory(error)) return folder;
    only = entry.path();
  }
  return only.empty() ? folder : only;
}

Result<Done> move_into_place(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (fs::exists(to, error)) return place_taken(to);
  fs::rename(from, to, error);
  return error ? Result<Done>(local_file_error(to, error.value())) : Done{};
}

}  // namespace

std::vector<CourseData> course_data(const Places& places, const std::string& factory) {
  std::error_code ignored;
  if (!fs::exists(list_file(places, factory), ignored)) return {};
  const auto text = read_file(list_file(places, factory), largest_list);
  if (!text.ok()) return {};
  const auto root = JsonReader::parse(*text, "course data", ErrorCode::store_broken);
  if (!root.ok()) return {};
  auto list = read_course_data(root->maybe("data"));
  return root->finish().ok() ? list : std::vector<CourseData>();
}

Result<Done> keep_course_data(const Places& places, const std::string& factory, const std::vector<CourseData>& list) {
  WERKBANK_CHECK(make_folders(places.home / "courses"));
  const nlohmann::ordered_json json = {{"data", course_data_json(list)}};
  return write_file(list_file(places, factory), json.dump());
}

fs::path course_data_folder(const Places& places) { return places.results / "course-data"; }

Result<fs::path> fetch_course_data(const CourseData& data, const fs::path& folder, const ProgressSink& progress,
                                   const std::stop_token& stop) {
  if (data.url.empty()) return Error{ErrorCode::usage, not_reached(data, {}).message, "no address"};
  WERKBANK_CHECK(make_folders(folder));
  const auto name = file_name_of(data);
  const bool packed = is_packed_folder(name);
  const auto place = folder / path_from_text(packed ? name.substr(0, name.size() - ending_of(name).size()) : name);
  // Unpacked files have no sum of the whole: what they were is written beside them.
  const auto note = folder / path_from_text("." + name + ".sha256");
  std::error_code error;
  if (fs::exists(place, error)) {
    const auto sum = packed ? read_file(note) : sha256_of_file(place);
    if (sum.ok() && *sum == data.sha256) return packed ? inner_folder(place) : place;
    return place_taken(place);
  }
  const auto part = folder / path_from_text("." + name + ".part");
  auto done = Download(data, part, progress, stop).finish();
  if (done.ok() && packed) {
    const auto unpacked = folder / path_from_text("." + name + ".unpacked");
    fs::remove_all(unpacked, error);
    done = unpack_folder(part, unpacked, progress, stop);
    if (done.ok()) done = write_file(note, data.sha256);
    if (done.ok()) done = move_into_place(unpacked, place);
  } else if (done.ok()) {
    done = move_into_place(part, place);
  }
  fs::remove(part, error);
  if (!done.ok()) return Unhappy(done);
  return packed ? inner_folder(place) : place;
}

}  // namespace werkbank
