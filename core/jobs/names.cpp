#include "core/jobs/names.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include <QString>

#include "core/base/ascii.h"
#include "core/base/local_files.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_dataset = 40;
constexpr qsizetype longest_folder = 60;  // characters: at most 240 bytes, where a file system allows 255

bool is_reserved_on_windows(const QString& name) {
  static const std::array<QString, 4> whole = {"CON", "PRN", "AUX", "NUL"};
  const QString stem = name.section(u'.', 0, 0).trimmed().toUpper();
  const bool port = stem.size() == 4 && (stem.startsWith("COM") || stem.startsWith("LPT")) &&
                    QStringLiteral("0123456789\u00b9\u00b2\u00b3").contains(stem.back());
  return port || std::find(whole.begin(), whole.end(), stem) != whole.end();
}

bool cannot_be_in_a_name(QChar c) {
  return QStringLiteral("<>:\"/\\|?*").contains(c) || c.category() == QChar::Other_Control ||
         c.category() == QChar::Other_Format || c.category() == QChar::Separator_Line ||
         c.category() == QChar::Separator_Paragraph || c == QChar::ReplacementCharacter;
}

}  // namespace

std::string dataset_name_of(const fs::path& path) {
  auto bare = path;
  if (!bare.has_filename()) bare = bare.parent_path();  // "photos/"
  std::error_code ignored;
  const std::string words = path_text(fs::is_directory(path, ignored) ? bare.filename() : bare.stem());
  std::string name;
  for (const char c : words) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = is_lower(c) || is_digit(c) || c == '.' || c == '_';
    if (upper || plain) {
      name += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  name = name.substr(0, longest_dataset);
  const auto edge = [](char c) { return c == '-' || c == '.'; };
  while (!name.empty() && edge(name.back())) name.pop_back();
  name.erase(name.begin(), std::find_if_not(name.begin(), name.end(), edge));
  return name.empty() ? "data" : name;
}

std::string folder_name_of(const std::string& title) {
  QString name = QString::fromUtf8(title.data(), static_cast<qsizetype>(title.size()));
  for (QChar& c : name) {
    if (cannot_be_in_a_name(c)) c = u' ';
  }
  name = name.simplified().normalized(QString::NormalizationForm_C).left(longest_folder);
  if (!name.isEmpty() && name.back().isHighSurrogate()) name.chop(1);
  while (name.endsWith(u'.') || name.endsWith(u' ')) name.chop(1);
  while (name.startsWith(u'.') || name.startsWith(u' ')) name.remove(0, 1);
  if (is_reserved_on_windows(name)) name.prepend(u'_');
  return name.toStdString();
}

fs::path free_folder(const fs::path& parent, const std::string& name) {
  auto folder = parent / path_from_text(name);
  std::error_code ignored;
  for (int number = 2; fs::exists(fs::symlink_status(folder, ignored)); ++number) {
    folder = parent / path_from_text(name + " (" + std::to_string(number) + ')');
  }
  return folder;
}

}  // namespace werkbank
