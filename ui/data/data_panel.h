// Giving data and seeing what is thought of it: drop zone, the checks as they go, what was found and can be repaired,
// and the preview. Used by the Data page and by the Data step of a new job.
#pragma once

#include "ui/data/checked_data.h"
#include "ui/data/data_preview.h"
#include "ui/data/drop_zone.h"
#include "ui/data/finding_list.h"
#include "ui/data/repair_card.h"
#include "ui/style/widgets.h"

namespace werkbank {

class DataPanel : public Page {
  Q_OBJECT
 public:
  /// `name` becomes the object name of the path field.
  DataPanel(CheckedData& data, Background& background, const QString& name, QWidget* parent = nullptr);

 protected:
  void retranslate() override;

 private:
  void refresh();
  void show_progress();
  void show_verdict();

  CheckedData& data_;
  Body* help_;
  DropZone* drop_;
  ProgressLine* progress_;
  Banner* verdict_;
  RepairCard* repair_;
  Card* findings_card_;
  Title* findings_title_;
  FindingList* findings_;
  Card* preview_card_;
  DataPreview* preview_;
};

}  // namespace werkbank
