// Short notices: a pill with a state, a banner with what must be known, an empty page that says what to do, a wait.
#pragma once

#include <QFrame>

#include "ui/style/buttons.h"
#include "ui/style/labels.h"

namespace werkbank {

enum class Grading { neutral, accent, success, warning, danger };

/// Icon and word on a soft ground: a state, never by colour alone.
class StatusPill : public QFrame {
  Q_OBJECT

 public:
  explicit StatusPill(QWidget* parent = nullptr);
  void set(Grading grading, const QString& icon_name, const QString& word);
  QString word() const;

 private:
  IconLabel* icon_;
  QLabel* word_;
};

/// The colour of the words and icon on a pill of this grading, and the ground under it.
Role text_role(Grading grading);
Role ground_role(Grading grading);

enum class BannerKind { info, success, warning, error };

/// A line in the page that says something important, with an optional button and an optional cross.
class Banner : public QFrame {
  Q_OBJECT

 public:
  explicit Banner(BannerKind kind = BannerKind::info, QWidget* parent = nullptr);
  void set_kind(BannerKind kind);
  /// `detail` is a second, smaller line; may be empty.
  void set_text(const QString& sentence, const QString& detail = {});
  /// Shows a button; empty text hides it.
  void set_action(const QString& text);
  void set_closable(bool closable);
  QString sentence() const { return sentence_->text(); }
  QPushButton& action() { return *action_; }

 signals:
  void action_pressed();
  void closed();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void name_cross();
  IconLabel* icon_;
  Body* sentence_;
  Caption* detail_;
  SecondaryButton* action_;
  IconButton* close_;
};

/// What a page shows when there is nothing yet: icon, title, one sentence, and the way on.
class EmptyState : public QWidget {
  Q_OBJECT

 public:
  explicit EmptyState(const QString& icon_name, QWidget* parent = nullptr);
  /// Empty `button` means none.
  void set(const QString& title, const QString& sentence, const QString& button = {});
  QPushButton& button() { return *button_; }

 signals:
  void pressed();

 private:
  Title* title_;
  Muted* sentence_;
  PrimaryButton* button_;
};

/// Something is being fetched: a quiet line with words, no spinner. Said to screen readers once.
class Waiting : public QWidget {
  Q_OBJECT

 public:
  explicit Waiting(QWidget* parent = nullptr);
  void set_text(const QString& sentence);

 private:
  Muted* sentence_;
};

}  // namespace werkbank
