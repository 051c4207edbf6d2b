#include "app/assembly/keychain.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <future>

#include <qt6keychain/keychain.h>
#include <QObject>
#include <QThread>

#ifdef Q_OS_LINUX
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusReply>
#endif

namespace werkbank {
namespace {

constexpr auto patience = std::chrono::seconds(60);

QString service_name() { return QStringLiteral("werkbank"); }

Error no_keychain() {
  return {ErrorCode::local_file,
          Message(WERKBANK_TEXT("app",
                                "This computer has no keychain that is open, so the passphrase is not kept. Type "
                                "it again the next time."))};
}

Error keychain_error(const QString& words) {
  return {ErrorCode::local_file,
          Message(WERKBANK_TEXT("app",
                                "The keychain of this computer did not do it. Open it, and try again; or type "
                                "the passphrase each time.")),
          words.toStdString()};
}

/// What came of a job: how it ended, and for a question the bytes that were kept.
struct JobEnd {
  QKeychain::Error error = QKeychain::NoError;
  QString words;
  Secret found;
};

// QtKeychain works by signals, and its queue stays for ever on the thread that asked first. So there is one thread for
// that in a program, with an event loop of its own, and whoever asks waits: also where the main thread has no loop.
class KeychainThread {
 public:
  KeychainThread() {
    entrance_.moveToThread(&thread_);
    thread_.start();
  }
  ~KeychainThread() {
    thread_.quit();
    thread_.wait();
  }
  KeychainThread(const KeychainThread&) = delete;
  KeychainThread& operator=(const KeychainThread&) = delete;

  static KeychainThread& of_this_program() {
    static KeychainThread thread;
    return thread;
  }

  /// `make` makes the job, on the thread of the keychain.
  Result<JobEnd> run(const std::function<QKeychain::Job*()>& make) {
    // One that hangs holds up all behind it.
    if (hanging_ > 0) return keychain_error(QStringLiteral("an earlier question is still open"));
    const auto end = std::make_shared<std::promise<JobEnd>>();
    auto answer = end->get_future();
    const auto settled = std::make_shared<std::atomic<bool>>(false);
    QMetaObject::invokeMethod(
        &entrance_, [this, make, end, settled] { start(make(), end, settled); }, Qt::QueuedConnection);
    if (answer.wait_for(patience) == std::future_status::ready) return answer.get();
    ++hanging_;
    // It may have ended just now, before it could know that nobody waits any more.
    if (settled->exchange(true)) --hanging_;
    return keychain_error(QStringLiteral("no answer"));
  }

 private:
  void start(QKeychain::Job* job, const std::shared_ptr<std::promise<JobEnd>>& end,
             const std::shared_ptr<std::atomic<bool>>& settled) {
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, &entrance_, [this, end, settled](QKeychain::Job* ended) {
      JobEnd told{ended->error(), ended->errorString(), {}};
      if (const auto* reading = qobject_cast<QKeychain::ReadPasswordJob*>(ended))
        told.found = Secret(reading->binaryData().toStdString());
      end->set_value(std::move(told));
      if (settled->exchange(true)) --hanging_;
    });
    job->start();
  }

  QThread thread_;
  QObject entrance_;
  std::atomic<int> hanging_ = 0;
};

template <typename Job>
Job* job_for(const std::string& name) {
  auto* job = new Job(service_name());
  job->setKey(QString::fromStdString(name));
  return job;
}

class SystemKeychain : public SecretStore {
 public:
  Result<std::optional<Secret>> find(const std::string& name) override {
    if (!has_keychain()) return std::optional<Secret>();
    WERKBANK_TRY(auto end,
                 KeychainThread::of_this_program().run([name] { return job_for<QKeychain::ReadPasswordJob>(name); }));
    if (end.error == QKeychain::NoError) return std::optional<Secret>(std::move(end.found));
    if (end.error == QKeychain::EntryNotFound || end.error == QKeychain::NoBackendAvailable)
      return std::optional<Secret>();
    return keychain_error(end.words);
  }

  Result<Done> keep(const std::string& name, const Secret& secret) override {
    if (!has_keychain()) return no_keychain();
    WERKBANK_TRY(const auto end, KeychainThread::of_this_program().run([name, secret] {
      auto* job = job_for<QKeychain::WritePasswordJob>(name);
      job->setBinaryData(QByteArray::fromStdString(secret.reveal()));
      return job;
    }));
    if (end.error == QKeychain::NoError) return Done{};
    return end.error == QKeychain::NoBackendAvailable ? no_keychain() : keychain_error(end.words);
  }

  Result<Done> forget(const std::string& name) override {
    if (!has_keychain()) return Done{};
    WERKBANK_TRY(const auto end,
                 KeychainThread::of_this_program().run([name] { return job_for<QKeychain::DeletePasswordJob>(name); }));
    const bool gone = end.error == QKeychain::NoError || end.error == QKeychain::EntryNotFound ||
                      end.error == QKeychain::NoBackendAvailable;
    if (gone) return Done{};
    return keychain_error(end.words);
  }
};

#ifdef Q_OS_LINUX
QStringList names_on(const QDBusConnection& bus, const QString& method) {
  constexpr int milliseconds = 2000;
  const auto question =
      QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
                                     QStringLiteral("org.freedesktop.DBus"), method);
  const QDBusReply<QStringList> names = bus.call(question, QDBus::Block, milliseconds);
  return names.isValid() ? names.value() : QStringList();
}
#endif

}  // namespace

bool has_keychain() {
#ifdef Q_OS_LINUX
  const auto bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return false;
  const QStringList keychains = {QStringLiteral("org.freedesktop.secrets"), QStringLiteral("org.kde.kwalletd6"),
                                 QStringLiteral("org.kde.kwalletd5")};
  for (const auto* method : {"ListNames", "ListActivatableNames"}) {
    for (const auto& name : names_on(bus, QString::fromLatin1(method))) {
      if (keychains.contains(name)) return true;
    }
  }
  return false;
#else
  return true;
#endif
}

std::shared_ptr<SecretStore> system_keychain() { return std::make_shared<SystemKeychain>(); }

}  // namespace werkbank
