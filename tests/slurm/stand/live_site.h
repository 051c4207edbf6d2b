// What the live tests have in common: factories of the lab, somebody who signs in, and a job that is watched.
#pragma once

#include <map>
#include <memory>
#include <string>

#include <QByteArray>
#include <QCoreApplication>
#include <QObject>
#include <QTest>

#include "core/base/conversation.h"
#include "core/factory/factory.h"
#include "live_lab.h"

namespace werkbank {

/// Nobody is there to be asked: the lab's key needs no passphrase and its host keys are pinned.
class Nobody : public Conversation {
 public:
  explicit Nobody(bool trusting = false) : trusting_(trusting) {}
  Result<Secret> ask(const Question& /*question*/) override { return Cancelled{}; }
  Result<bool> is_right_host(const HostFingerprint& /*fingerprint*/) override { return trusting_; }
  void banner(const std::string& /*text*/) override {}

 private:
  bool trusting_;
};

template <typename T>
QByteArray told(const Result<T>& result) {
  if (result.ok()) return "ok";
  if (result.cancelled()) return "cancelled";
  return QByteArray::fromStdString(result.error().message.english() + " / " + result.error().detail);
}

template <typename T>
bool failed_with(const Result<T>& result, ErrorCode code) {
  return result.failed() && result.error().code == code;
}

#define MUST(result)                                     \
  do {                                                   \
    const auto& outcome_ = (result);                     \
    QVERIFY2(outcome_.ok(), told(outcome_).constData()); \
  } while (false)
#define MUST_FAIL(code, result)                                                   \
  do {                                                                            \
    const auto outcome_ = (result);                                               \
    QVERIFY2(failed_with(outcome_, ErrorCode::code), told(outcome_).constData()); \
  } while (false)

/// A job and what has been read of its files so far.
struct Watched {
  JobQuestion question;
  JobAnswer last;
  std::map<std::string, std::string> files;
};
Watched watched(const std::string& uuid, const std::string& id = {});

class LiveSite {
 public:
  explicit LiveSite(std::unique_ptr<LiveLab> lab) : lab_(std::move(lab)) {}

 protected:
  std::unique_ptr<Factory> factory_of(Profile profile) const;
  /// `port`: another than the lab's own, for a proxy.
  std::unique_ptr<Factory> signed_out(int port = 0) const;
  std::unique_ptr<Factory> signed_in(int port = 0) const;
  /// Uploads the data that all jobs use, and remembers it.
  Result<Receipt> upload();
  /// Asks once and keeps what is new. Throws when the factory gives no answer.
  void poll(Watched& job) const;
  /// False when the job ends otherwise, or after a minute and a half.
  bool poll_until(Watched& job, JobState state) const;

  std::unique_ptr<LiveLab> lab_;
  std::unique_ptr<Factory> factory_;
  std::string dataset_;
};

/// Runs the test when there is a lab, and says why not when there is none.
template <typename Test>
int live_main(int argc, char** argv) {
  QString why;
  auto lab = LiveLab::open(why);
  if (lab == nullptr) {
    std::printf("SKIP WHOLE TEST: %s\n", qPrintable(why));
    return 0;
  }
  Test test(std::move(lab));
  return QTest::qExec(&test, argc, argv);
}

/// The same, of a test without a window.
template <typename Test>
int live_test_main(int argc, char** argv) {
  const QCoreApplication application(argc, argv);
  return live_main<Test>(argc, argv);
}

}  // namespace werkbank
