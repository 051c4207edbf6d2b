// The file for whoever helps with a job, before it is saved: each part to read, and to leave out. Nothing is sent.
#pragma once

#include <memory>

#include "core/evidence/evidence.h"
#include "ui/charts/export.h"
#include "ui/style/widgets.h"

class QListWidget;
class QListWidgetItem;
class QPlainTextEdit;

namespace werkbank {

class EvidencePage : public Page {
  Q_OBJECT

 public:
  explicit EvidencePage(QWidget* parent = nullptr);
  void set_ask_file(AskFile ask) { ask_file_ = std::move(ask); }

  /// While the parts are read together.
  void show_waiting();
  void show(Evidence evidence);
  void show_problem(const Error& error);

 signals:
  void back_requested();
  void open_folder_requested(const QString& path);

 protected:
  void retranslate() override;

 private:
  QWidget* build_parts();
  void fill();
  void choose(int row);
  void toggled(QListWidgetItem* item);
  void save();

  Evidence evidence_;
  AskFile ask_file_;
  QString saved_in_;
  LinkButton* back_;
  Headline* title_;
  Body* says_;
  Banner* taken_out_;
  Banner* result_;
  Waiting* waiting_;
  QWidget* body_;
  QListWidget* parts_;
  QPlainTextEdit* text_;
  PrimaryButton* save_;
};

}  // namespace werkbank
