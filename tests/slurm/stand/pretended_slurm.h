// Stand-ins for squeue, sacct, sbatch and scancel in a folder of their own, to see what our remote scripts make of
// their moods; and a shell to run the scripts in.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QProcess>
#include <QTemporaryDir>

#include "core/slurm/answer_frames.h"
#include "core/ssh/script.h"

namespace werkbank {

class PretendedSlurm {
 public:
  PretendedSlurm();

  QString path(const QString& name) const { return folder_.filePath(name); }
  /// sbatch: ok, words, slow, refused, lost (times out, no job), late (times out, the job is there), killed;
  /// squeue and sacct: ok, down.
  void set_mood(const QString& program, const QString& mood);
  void write(const QString& name, const QByteArray& content);
  QByteArray read(const QString& name) const;
  /// How often sbatch was asked to submit.
  int submissions() const;

  std::unique_ptr<QProcess> start(const Script& script) const;
  /// Runs it to its end. Throws when its answer is no answer.
  Answer run(const Script& script) const;
  static Answer answer_of(QProcess& process);

 private:
  void program(const QString& name, const char* text);
  QTemporaryDir folder_;
};

}  // namespace werkbank
