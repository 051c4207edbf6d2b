// What is stored at a factory: how much room is left, what takes it (the largest first), what may go, and whether the
// data there is still what was sent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/stored.h"
#include "ui/factories/room_lines.h"
#include "ui/factories/stored_row.h"
#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

class StoredPanel : public Page {
  Q_OBJECT
 public:
  /// Object names: stored.refresh, stored.problem, stored.done, stored.empty, stored.more, and those of StoredRow.
  StoredPanel(LiveWorkbench& live, LiveFactory& factory, QWidget* parent = nullptr);

 protected:
  void retranslate() override;
  void showEvent(QShowEvent* event) override;

 private:
  void build_list();
  void factory_changed();
  void ask();
  void answered(Result<Stored> result);
  void fill();
  void add_rows();
  void advise_rows();
  void count();
  void check(StoredRow& row);
  void checked(const std::string& name, const CheckOutcome& outcome);
  void remove(StoredRow& row);
  void removed(const StoredThing& thing, const Result<Done>& result);
  void show_busy();
  void show_state();
  StoredRow* row_of(const std::string& name) const;
  bool is_in() const { return factory_.state() == LiveFactory::State::signed_in; }
  QString summary() const;

  LiveWorkbench& live_;
  LiveFactory& factory_;
  std::optional<Stored> stored_;
  std::optional<Error> problem_;
  std::uint64_t bytes_ = 0;        ///< of all things together
  std::uint64_t spare_bytes_ = 0;  ///< of those that may go without harm
  std::string done_;               ///< the name of what was removed last
  std::uint64_t done_bytes_ = 0;
  std::size_t shown_ = 0;  ///< how many of the things have a line
  int connection_ = 0;     ///< at which it was asked last
  Background::Ticket asking_ = 0;
  Background::Ticket acting_ = 0;  ///< a check or a removal
  Title* title_;
  Body* what_;
  RoomLines* room_;
  Waiting* waiting_;
  Banner* problem_line_;
  Banner* done_line_;
  QWidget* head_;
  Strong* summary_;
  SecondaryButton* refresh_;
  QVBoxLayout* list_;
  std::vector<StoredRow*> rows_;
  SecondaryButton* more_;
  EmptyState* empty_;
};

}  // namespace werkbank
