// The attempts of a job that was continued: one sentence on top, and a table that is walked with the arrow keys.
#pragma once

#include "core/jobs/attempts.h"
#include "ui/style/widgets.h"

class QTableWidget;

namespace werkbank {

class AttemptsCard : public Page {
  Q_OBJECT

 public:
  /// Object names: attempts.summary, attempts.table.
  explicit AttemptsCard(QWidget* parent = nullptr);
  /// Hides itself where there is no story to tell.
  void show_job(const JobView& view);

 protected:
  void retranslate() override;

 private:
  void fill();
  void fit_height();
  QStringList cells_of(const Attempt& attempt) const;

  AttemptStory story_;
  Strong* summary_;
  QTableWidget* table_;
};

}  // namespace werkbank
