// Where data is given to Werkbank: drop it here, choose it with a button, or type its path. What cannot be taken is
// said in the zone itself.
#pragma once

#include <filesystem>

#include <QLineEdit>

#include "core/catalogue/job_template.h"
#include "ui/style/widgets.h"

namespace werkbank {

class DropZone : public Page {
  Q_OBJECT
 public:
  /// The path field's object name is `name`, the button's `name`.choose, that for a folder beside a file
  /// `name`.choose_folder.
  explicit DropZone(const QString& name, QWidget* parent = nullptr);
  /// `or_folder`: where a file is asked for, a folder may be chosen just as well.
  void set_kind(DataKind kind, bool or_folder = false);
  void show_path(const std::filesystem::path& path);
  void set_wrong(bool wrong);

 signals:
  void chosen(const std::filesystem::path& path);

 protected:
  void retranslate() override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  enum class Refusal { none, many, not_local };
  void choose(DataKind kind);
  void typed();
  void refuse(Refusal why, int dropped = 0);
  void show_refusal();

  DataKind kind_ = DataKind::file;
  bool or_folder_ = false;
  Refusal refusal_ = Refusal::none;
  int dropped_ = 0;  ///< how many things at once
  Title* invitation_;
  SecondaryButton* button_;
  SecondaryButton* folder_button_;
  Caption* or_typed_;
  QLineEdit* path_;
  Banner* refused_;
  QString shown_;
};

}  // namespace werkbank
