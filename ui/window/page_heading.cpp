#include "ui/window/page_heading.h"

namespace werkbank {

PageHeading::PageHeading(QWidget* parent) : QWidget(parent), title_(new Headline), lead_(new Muted) {
  auto* layout = column(Space::hair);
  setLayout(layout);
  layout->addWidget(title_);
  layout->addWidget(lead_);
}

void PageHeading::set(const QString& title, const QString& lead) {
  title_->setText(title);
  lead_->setText(lead);
  lead_->setVisible(!lead.isEmpty());
}

}  // namespace werkbank
