// One thing that is stored at a factory: what it is, how much room it takes, whether it may go and why not; with its
// check and its removal in the line itself.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

#include "core/base/dataset_check.h"
#include "core/base/progress.h"
#include "core/base/stored.h"
#include "core/jobs/stored_advice.h"
#include "ui/style/widgets.h"

namespace werkbank {

/// A number as plural forms take it.
inline int plural(std::uint64_t count) {
  return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
}

/// What came of the last check of a data set.
using CheckOutcome = Result<DatasetCheck>;

class StoredRow : public Page {
  Q_OBJECT
 public:
  /// Object names, each ending in the thing's name: stored.check., stored.stop., stored.remove., stored.keep.,
  /// stored.sure., stored.result..
  explicit StoredRow(StoredThing thing, QWidget* parent = nullptr);

  const StoredThing& thing() const { return thing_; }
  /// `share`: of the largest thing, 0 to 1.
  void set(const StoredAdvice& advice, double share);
  /// Something is under way, here or in another line: nothing more can be begun.
  void set_busy(bool busy);
  /// Empty: this one is not being checked.
  void set_checking(const std::optional<Progress>& progress);
  void set_outcome(const CheckOutcome& outcome);
  void set_removing(bool removing);
  /// Why it was not removed.
  void set_refusal(const Error& error);

 signals:
  void check_wanted();
  void stop_wanted();
  void remove_wanted();

 protected:
  void retranslate() override;

 private:
  QLayout* make_words();
  QLayout* make_buttons();
  QWidget* make_question();
  void name_parts();
  void ask(bool asking);
  void show_amount();
  void show_pill();
  void show_question();
  void show_buttons();
  void show_result();
  QString title() const;

  StoredThing thing_;
  StoredAdvice advice_;
  double share_ = 0;
  bool busy_ = false;
  bool removing_ = false;
  std::optional<Progress> checking_;
  std::optional<CheckOutcome> outcome_;
  std::optional<Error> refusal_;
  IconLabel* icon_;
  Strong* title_;
  StatusPill* pill_;
  Body* amount_;
  ProgressLine* bar_;
  Caption* reason_;
  Caption* dates_;
  SecondaryButton* check_;
  SecondaryButton* stop_;
  DangerButton* remove_;
  ProgressLine* progress_;
  Banner* result_;
  QFrame* question_;
  Strong* question_text_;
  Body* lost_;
  Body* kept_;
  SecondaryButton* keep_;
  DangerButton* sure_;
};

}  // namespace werkbank
