// Whether the person works with the pointer or with the keyboard at the moment: after a press of the mouse no button
// shows the ring of the keyboard, from the next key on it does again.
#pragma once

#include <QObject>

class QApplication;

namespace werkbank {

class PointerWatch : public QObject {
  Q_OBJECT

 public:
  /// Watches `application` from now on; a second call does nothing.
  static void begin(QApplication& application);
  /// The last thing that was pressed was the pointer and not a key. False until something is pressed.
  static bool is_pointing();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  using QObject::QObject;
};

}  // namespace werkbank
