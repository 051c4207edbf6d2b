// An unknown computer at the other end: its fingerprint, as characters and as words for the telephone, and the one
// question whether it is the right one.
#pragma once

#include "core/base/conversation.h"
#include "ui/style/widgets.h"

namespace werkbank {

class HostQuestion : public Page {
  Q_OBJECT
 public:
  /// Object names: prefix.fingerprint, prefix.fingerprint_words.
  explicit HostQuestion(const QString& prefix, QWidget* parent = nullptr);
  void set(const HostFingerprint& host);

 protected:
  void retranslate() override;

 private:
  HostFingerprint shown_;
  Strong* question_;
  Body* advice_;
  Caption* type_;
  Label* fingerprint_;
  QWidget* spoken_;
  Caption* aloud_;
  Label* words_;
};

}  // namespace werkbank
