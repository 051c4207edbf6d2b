#include "ui/factories/verified_lines.h"

#include <algorithm>

namespace werkbank {
namespace {

QWidget* line_with(const QString& icon, Role role, Body* text) {
  auto* line = new QWidget;
  auto* across = row(Space::small);
  line->setLayout(across);
  across->addWidget(new IconLabel(icon, role), 0, Qt::AlignTop);
  across->addWidget(text, 1);
  return line;
}

}  // namespace

VerifiedLines::VerifiedLines(QWidget* parent)
    : Page(parent), title_(new Strong), checked_(new Body), unchecked_(new Body) {
  auto* layout = column(Space::small);
  setLayout(layout);
  checked_line_ = line_with(QStringLiteral("check"), Role::success, checked_);
  unchecked_line_ = line_with(QStringLiteral("help"), Role::warning, unchecked_);
  for (QWidget* part : std::initializer_list<QWidget*>{title_, checked_line_, unchecked_line_}) {
    layout->addWidget(part);
  }
  checked_->setObjectName(QStringLiteral("factory.checked"));
  unchecked_->setObjectName(QStringLiteral("factory.unchecked"));
  retranslate();
}

void VerifiedLines::set(const Profile& profile) {
  profile_ = profile;
  retranslate();
}

VerifiedLines::Checked VerifiedLines::is_checked(const std::vector<std::string>& fields) const {
  Checked best = Checked::no;
  for (const std::string& field : fields) {
    for (const std::string& name : profile_.verified) {
      if (name == field) return Checked::yes;
      if (name.starts_with(field + ".") || name.starts_with(field + "[")) best = Checked::partly;
    }
  }
  return best;
}

void VerifiedLines::retranslate() {
  const std::array<std::pair<QString, std::vector<std::string>>, 9> parts = {
      {{tr("its address"), {"host"}},
       {tr("the fingerprint of its computer"), {"host_keys", "host_fingerprints"}},
       {tr("how you sign in"), {"sign_in"}},
       {tr("its help desk"), {"help"}},
       {tr("its computers and GPUs"), {"partitions"}},
       {tr("how jobs are sent"), {"gpu_request", "account"}},
       {tr("the folder for your data"), {"work_folder"}},
       {tr("the programs that are there"), {"environment"}},
       {tr("what a GPU-hour costs"), {"billing"}}}};
  QStringList yes;
  QStringList no;
  for (const auto& [words, fields] : parts) {
    const Checked checked = is_checked(fields);
    if (checked == Checked::partly) {
      yes << tr("%1 (in part)").arg(words);
    } else {
      (checked == Checked::yes ? yes : no) << words;
    }
  }
  title_->setText(tr("What Werkbank knows of this factory"));
  checked_->setText(tr("Checked against what the factory publishes: %1.").arg(yes.join(QStringLiteral(", "))));
  checked_line_->setVisible(!yes.isEmpty());
  unchecked_->setText(tr("Not checked yet: %1.").arg(no.join(QStringLiteral(", "))));
  unchecked_line_->setVisible(!no.isEmpty());
}

}  // namespace werkbank
