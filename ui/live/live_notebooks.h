// The ways to notebooks that are open while the window is: opened when the person asks, again after a lost connection,
// and closed with the job, the sign-out or the window. Everything slow happens on worker threads.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <QObject>
#include <QString>
#include <QTimer>
#include <QUrl>

#include "core/factory/open_notebook.h"
#include "ui/jobs/notebook_card.h"
#include "ui/live/live_workbench.h"

namespace werkbank {

class LiveNotebooks : public QObject {
  Q_OBJECT

 public:
  /// Shows an address in the person's browser; false when there is none.
  using Browse = std::function<bool(const QUrl&)>;
  LiveNotebooks(LiveWorkbench& live, Browse browse, QObject* parent = nullptr);
  ~LiveNotebooks() override;

  /// Opens the job's notebook in the browser, by the way that is there or a new one.
  void open(const QString& uuid);
  NotebookShown shown(const QString& uuid) const;

 signals:
  void changed(const QString& uuid);

 private:
  struct Way {
    NotebookShown shown;
    std::shared_ptr<OpenNotebook> notebook;
    Background::Ticket opening = 0;
    int connection = 0;  ///< LiveFactory::connection() that it was opened over
  };
  LiveFactory* factory_of(const QString& uuid) const;
  void begin(const QString& uuid, bool then_browse);
  void opened(const QString& uuid, Result<std::shared_ptr<OpenNotebook>> result, bool then_browse);
  void browse(const QString& uuid);
  void set(const QString& uuid, NotebookWay way, std::optional<Error> problem = {});
  void look();
  void follow_factories();
  void follow_jobs();
  void forget(const QString& uuid);
  void close(std::shared_ptr<OpenNotebook> notebook);

  LiveWorkbench& live_;
  Browse browse_;
  std::map<QString, Way> ways_;
  QTimer timer_;
};

}  // namespace werkbank
