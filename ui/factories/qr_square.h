// A link as a square that a telephone's camera reads. Always dark on light, whatever the theme: cameras want it so.
#pragma once

#include <vector>

#include <QWidget>

namespace werkbank {

class QrSquare : public QWidget {
  Q_OBJECT
 public:
  explicit QrSquare(QWidget* parent = nullptr);

  /// False, and nothing is drawn, when `text` is empty or makes a code too fine for a camera.
  bool set_text(const QString& text);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  int side_ = 0;  ///< squares along one edge, without the quiet zone
  std::vector<bool> dark_;
};

}  // namespace werkbank
