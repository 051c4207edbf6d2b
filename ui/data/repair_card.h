// What Werkbank can repair by itself in data that was refused or remarked on: each repair in a sentence, and a
// button that makes a repaired copy and goes on with that. Nothing is done unasked, and the person's own data stays as
// it is.
#pragma once

#include <filesystem>
#include <optional>

#include "core/dataset/data_repair.h"
#include "ui/data/checked_data.h"
#include "ui/style/widgets.h"

namespace werkbank {

class RepairCard : public Page {
  Q_OBJECT
 public:
  RepairCard(CheckedData& data, Background& background, QWidget* parent = nullptr);
  /// Whether there is something that it can repair.
  bool has_offer() const { return repairs_ && !repairs_->lines().empty(); }

 signals:
  /// has_offer() may be another one.
  void offer_changed();

 protected:
  void retranslate() override;

 private:
  void data_changed();
  void look();
  void looked(Result<FoundRepairs> repairs);
  void make_copy();
  void copied(const std::filesystem::path& copy, const Result<Done>& outcome);
  void forget();
  void show_list();

  CheckedData& data_;
  Background& background_;
  FoundRepairs repairs_;
  std::optional<Error> error_;
  std::filesystem::path own_;   ///< the person's data
  std::filesystem::path copy_;  ///< the last one that was made, of `own_`
  Background::Ticket looking_ = 0;
  Background::Ticket copying_ = 0;

  Banner* made_;
  Banner* problem_;
  Card* card_;
  Title* title_;
  Body* intro_;
  QVBoxLayout* lines_;
  PrimaryButton* make_;
  ProgressLine* progress_;
};

}  // namespace werkbank
