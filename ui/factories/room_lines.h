// How much room is left at a factory, in bytes and in number of files, each as a bar with words.
#pragma once

#include "core/base/stored.h"
#include "ui/style/widgets.h"

namespace werkbank {

class RoomLines : public Page {
  Q_OBJECT
 public:
  explicit RoomLines(QWidget* parent = nullptr);
  void set(const Room& room);

 protected:
  void retranslate() override;

 private:
  Room room_;
  ProgressLine* bytes_;
  ProgressLine* files_;
  Muted* unknown_;
  Banner* little_;
};

}  // namespace werkbank
