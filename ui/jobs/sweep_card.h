// The settings that a sweep tries: one sentence on top, and a table that is walked with the arrow keys. The best is
// named by a word.
#pragma once

#include "core/jobs/sweep.h"
#include "ui/style/widgets.h"

class QTableWidget;

namespace werkbank {

class SweepCard : public Page {
  Q_OBJECT

 public:
  /// Object names: sweep.summary, sweep.table, sweep.order, sweep.note.
  explicit SweepCard(QWidget* parent = nullptr);
  /// Hides itself where the job is no sweep. `job_template` names the settings; null: they keep the names of their
  /// keys.
  void show_job(const JobView& view, const JobTemplate* job_template);

 protected:
  void retranslate() override;

 private:
  void fill();
  void fit_height();
  void put_in_order();
  QString settings_of(const Variant& variant) const;
  QString state_of(const Variant& variant) const;
  QStringList cells_of(const Variant& variant) const;
  QString note_words() const;

  SweepStory story_;
  std::vector<std::pair<std::string, Parameter>> questions_;  ///< of the template, by key
  int at_once_ = 1;
  bool over_ = false;
  bool best_first_ = false;
  Strong* summary_;
  QTableWidget* table_;
  LinkButton* order_;
  Caption* note_;
};

}  // namespace werkbank
