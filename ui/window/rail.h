// The rail on the left: the five pages, and at its foot Help and Settings.
#pragma once

#include <array>

#include "ui/style/widgets.h"

namespace werkbank {

enum class Place { start, data, jobs, catalogue, factory, help, settings, new_job };
constexpr int rail_places = 7;

class Rail : public Page {
  Q_OBJECT
 public:
  explicit Rail(QWidget* parent = nullptr);
  /// Marks where one is; new_job belongs to jobs.
  void mark(Place place);

 signals:
  void wanted(werkbank::Place place);

 protected:
  void retranslate() override;

 private:
  std::array<RailButton*, rail_places> buttons_{};
};

}  // namespace werkbank
