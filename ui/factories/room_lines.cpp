#include "ui/factories/room_lines.h"

#include <QLocale>

#include "core/base/units.h"

namespace werkbank {
namespace {

/// The part that is used, 0 to 1.
std::optional<double> used_part(const RoomLimit& limit) {
  if (!limit.total || *limit.total == 0) return std::nullopt;
  const double part = static_cast<double>(limit.free) / static_cast<double>(*limit.total);
  return 1 - std::min(1.0, part);
}

bool is_little(const std::optional<RoomLimit>& limit) {
  constexpr double nearly_full = 0.95;
  return limit && used_part(*limit).value_or(0) > nearly_full;
}

}  // namespace

RoomLines::RoomLines(QWidget* parent)
    : Page(parent),
      bytes_(new ProgressLine),
      files_(new ProgressLine),
      unknown_(new Muted),
      little_(new Banner(BannerKind::warning)) {
  auto* layout = column(Space::normal);
  setLayout(layout);
  auto* across = row(Space::section);
  across->addWidget(bytes_, 1);
  across->addWidget(files_, 1);
  layout->addLayout(across);
  layout->addWidget(unknown_);
  layout->addWidget(little_);
  retranslate();
}

void RoomLines::set(const Room& room) {
  room_ = room;
  retranslate();
}

void RoomLines::retranslate() {
  const Language language = shown_language(*this);
  const QLocale numbers = locale_of(language);
  bytes_->setVisible(room_.bytes.has_value());
  files_->setVisible(room_.files.has_value());
  unknown_->setVisible(!room_.bytes && !room_.files);
  unknown_->setText(tr("How much room is left is not known: the factory does not say."));
  if (room_.bytes) {
    const auto& limit = *room_.bytes;
    bytes_->set(used_part(limit), tr("Room left: %1").arg(format_bytes(limit.free, language)),
                limit.total ? tr("of %1").arg(format_bytes(*limit.total, language)) : QString());
  }
  if (room_.files) {
    const auto& limit = *room_.files;
    files_->set(used_part(limit), tr("Files that may still be added: %1").arg(numbers.toString(qulonglong{limit.free})),
                limit.total ? tr("of %1").arg(numbers.toString(qulonglong{*limit.total})) : QString());
  }
  const bool few_bytes = is_little(room_.bytes);
  little_->setVisible(few_bytes || is_little(room_.files));
  little_->set_text(few_bytes ? tr("There is little room left.") : tr("Only few files may still be added."),
                    few_bytes ? tr("Remove below what you no longer need, before you send more data.")
                              : tr("Remove below what you no longer need, and pack many small files into one zip file "
                                   "before you send them."));
}

}  // namespace werkbank
