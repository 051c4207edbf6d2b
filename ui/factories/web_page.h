// Pages on the internet that a profile or a server names: shown by the name of their computer, opened in the person's
// own browser and only when they press the button.
#pragma once

#include <QUrl>

#include "ui/factories/qr_square.h"
#include "ui/style/widgets.h"

namespace werkbank {

/// The address when it is one to open: https, with a host, without a user part. Invalid otherwise.
QUrl safe_page(const std::string& address);
/// The host as it really is, foreign letters spelled out (xn--...).
QString host_of(const QUrl& page);
/// Opens `page` in the person's browser.
void open_page(const QUrl& page);

/// A page that a server wants opened: whose page, a button, the whole address, and a square for a telephone.
class WebPage : public Page {
  Q_OBJECT
 public:
  /// The button's object name is `name` + ".open_page".
  explicit WebPage(const QString& name, QWidget* parent = nullptr);
  /// Hides itself when `address` is none to open.
  void set(const std::string& address);
  bool has_page() const { return page_.isValid(); }

 protected:
  void retranslate() override;

 private:
  QUrl page_;
  Caption* whose_;
  Title* host_;
  PrimaryButton* open_;
  Caption* address_;
  QWidget* telephone_;
  QrSquare* square_;
  Caption* aim_;
};

}  // namespace werkbank
