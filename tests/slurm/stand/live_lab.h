// The running lab that WERKBANK_LAB names, and a proxy in front of its login server that can break connections.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <QMap>
#include <QProcess>
#include <QString>
#include <QStringList>

#include "core/factory/job_order.h"
#include "core/factory/profile.h"

namespace werkbank {

class LiveLab {
 public:
  /// Empty when there is no lab to test against, with the reason in `why`.
  static std::unique_ptr<LiveLab> open(QString& why);

  std::string fact(const QString& name) const { return facts_.value(name).toStdString(); }
  Profile profile() const;

  /// The lab's own tool ("stop", "slurmctld"); throws when it fails.
  void tool(const QStringList& words) const;
  /// What a command as the lab's first user prints, over the stock ssh client.
  QString user_command(const QString& command) const;
  /// Starts such a command, and comes back when it has printed its first line.
  std::unique_ptr<QProcess> start_user_command(const QString& command) const;
  /// The numbers of all jobs of this uuid that ever were in the queue or in the accounting.
  QStringList jobs_of(const std::string& uuid) const;

 private:
  QString folder_;
  QMap<QString, QString> facts_;
};

class CutProxy {
 public:
  explicit CutProxy(int to_port);
  ~CutProxy();
  int port() const { return port_; }
  /// One command of cut_proxy.py; throws unless it is answered with ok.
  void tell(const QByteArray& command);

 private:
  QByteArray line();
  QProcess process_;
  int port_ = 0;
};

/// A job of one of the test templates that runs for `seconds`.
JobOrder live_order(const std::string& template_name, const std::string& dataset, int seconds);

}  // namespace werkbank
