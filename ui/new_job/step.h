// One of the five steps of a new job.
#pragma once

#include "ui/style/widgets.h"

namespace werkbank {

class NewJobStep : public Page {
  Q_OBJECT
 public:
  using Page::Page;
  /// The step comes into view.
  virtual void enter() {}
  /// One word for the bar of steps.
  virtual QString name() const = 0;
  /// Why one cannot go on from here yet, with what to do; empty when one can.
  virtual QString obstacle() const { return {}; }

 signals:
  /// What was done here leads to the next step by itself.
  void done();
};

}  // namespace werkbank
