// A plain editor whose lines carry their number, so that a message can say where.
#pragma once

#include <QPlainTextEdit>

#include "ui/style/theme.h"

namespace werkbank {

class NumberedEdit : public QPlainTextEdit {
  Q_OBJECT
 public:
  explicit NumberedEdit(QWidget* parent = nullptr);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  int numbers_width() const;
  void make_room();
  void paint_numbers(const QRect& part);

  class Numbers : public QWidget {
   public:
    explicit Numbers(NumberedEdit& edit) : QWidget(&edit), edit_(edit) {}

   protected:
    void paintEvent(QPaintEvent* event) override;

   private:
    NumberedEdit& edit_;
  };
  Numbers* numbers_;
};

}  // namespace werkbank
