// Data: what went to a factory, and a place to have data checked before it is used.
#pragma once

#include <QComboBox>

#include "ui/data/data_panel.h"
#include "ui/data/dataset_list.h"
#include "ui/live/live_workbench.h"
#include "ui/window/page_heading.h"

namespace werkbank {

class DataPage : public Page {
  Q_OBJECT
 public:
  explicit DataPage(LiveWorkbench& live, QWidget* parent = nullptr);

 signals:
  /// The person wants a new job with this template and data.
  void use_wanted(const werkbank::JobTemplate* job_template, const std::filesystem::path& data);

 protected:
  void retranslate() override;

 private:
  LiveWorkbench& live_;
  CheckedData data_;
  PageHeading* heading_;
  Title* check_title_;
  QComboBox* purpose_;
  FormRow* purpose_row_;
  PrimaryButton* use_;
  DatasetList* datasets_;
};

}  // namespace werkbank
