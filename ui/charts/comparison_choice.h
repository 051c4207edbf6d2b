// The choice of another job to lay over the one on show. Without other jobs it is not there.
#pragma once

#include <vector>

#include <QComboBox>
#include <QString>

namespace werkbank {

/// Another job that this one may be compared with.
struct Comparable {
  QString uuid;
  QString title;
  bool operator==(const Comparable&) const = default;
};

class ComparisonChoice : public QComboBox {
  Q_OBJECT

 public:
  explicit ComparisonChoice(QWidget* parent = nullptr);
  void set_jobs(std::vector<Comparable> jobs);
  const std::vector<Comparable>& jobs() const { return jobs_; }
  /// Empty: none. Says nothing of it by signal.
  void set_chosen(const QString& uuid);
  void retranslate();

 signals:
  /// By the person. Empty: with none any more.
  void job_chosen(const QString& uuid);

 private:
  void fill();

  std::vector<Comparable> jobs_;
  QString chosen_;
};

/// A job's title where there is little room: on one line, with its end left out when it is long.
QString short_title(const QString& title);

}  // namespace werkbank
