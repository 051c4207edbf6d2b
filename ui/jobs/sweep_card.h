// The settings that a sweep tries: one sentence on top, and a table that is walked with the arrow keys. The best is
// named by a word.
#pragma once

#include <map>

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
  /// Which of the settings the curve on show is of, in one sentence; empty where it is of the job itself.
  QString whose_curve() const;
  /// What each of them tries, by number from 1.
  std::map<int, QString> settings() const;
  /// The script's name of what they are compared by; empty until one has completed.
  const std::string& score_name() const { return story_.score_name; }

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
  QString readings_words() const;

  SweepStory story_;
  std::vector<std::pair<std::string, Parameter>> questions_;  ///< of the template, by key
  std::optional<int> curve_of_;    ///< the number of the variant, from 1, whose learning curve there is to see,
  bool curve_is_of_best_ = false;  ///< and whether it is the best so far
  bool has_curve_ = false;         ///< of whichever
  std::optional<int> samples_of_;  ///< the number of the variant that the readings of the computer are of
  bool gpus_are_simulated_ = false;
  int at_once_ = 1;
  bool over_ = false;
  bool best_first_ = false;
  Strong* summary_;
  QTableWidget* table_;
  LinkButton* order_;
  Caption* note_;
};

}  // namespace werkbank
