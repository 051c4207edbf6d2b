// Settings: the language, light or dark, where results go, how much of the line data may take, and news of jobs.
#pragma once

#include <QComboBox>
#include <QLineEdit>

#include "ui/style/widgets.h"
#include "ui/window/notifier.h"

namespace werkbank {

class SettingsPage : public Page {
  Q_OBJECT
 public:
  explicit SettingsPage(QWidget* parent = nullptr);
  void show_language(Language language);
  void show_shade(ShadeChoice choice);
  void show_results_folder(const QString& folder);
  /// Megabytes a second; 0: all that the line carries.
  void show_bandwidth(int limit);
  void show_news(NewsChoice choice);

 signals:
  void language_chosen(werkbank::Language language);
  void shade_chosen(werkbank::ShadeChoice choice);
  void results_folder_chosen(const QString& folder);
  void bandwidth_chosen(int limit);
  void news_chosen(werkbank::NewsChoice choice);

 protected:
  void retranslate() override;

 private:
  void choose_folder();
  void typed_folder();

  Headline* headline_;
  QComboBox* language_;
  FormRow* language_row_;
  QComboBox* shade_;
  FormRow* shade_row_;
  QLineEdit* folder_;
  FormRow* folder_row_;
  SecondaryButton* folder_button_;
  QComboBox* bandwidth_;
  FormRow* bandwidth_row_;
  QComboBox* news_;
  FormRow* news_row_;
  QString shown_folder_;
};

}  // namespace werkbank
