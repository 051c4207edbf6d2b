// The notebook that a job serves: whether it can be opened now, the button that opens it in the browser, and what to
// know while it is open. The address is not shown: it holds the key to the notebook.
#pragma once

#include <optional>

#include "core/base/result.h"
#include "core/jobs/job_view.h"
#include "ui/style/widgets.h"

namespace werkbank {

/// How far the way to a job's notebook is.
enum class NotebookWay {
  closed,
  opening,
  open,
  lost,  ///< with the connection; it is opened again once there is one
  back,  ///< opened again, at another address than before
};

struct NotebookShown {
  NotebookWay way = NotebookWay::closed;
  std::optional<Error> problem;  ///< why it could not be opened the last time
};

/// Whether jobs of this template (null: not known) serve a notebook, and learn nothing by themselves.
bool is_notebook(const JobTemplate* made_of);

class NotebookCard : public Page {
  Q_OBJECT

 public:
  /// Object names: notebook.sentence, notebook.more, notebook.open.
  explicit NotebookCard(QWidget* parent = nullptr);
  /// Hides itself unless the job was made of a template that serves notebooks, and runs.
  void show_job(const JobView& view, const JobTemplate* made_of, const NotebookShown& shown);

 signals:
  void open_requested();

 protected:
  void retranslate() override;

 private:
  void fill();
  void fill_way();
  QString reach_words() const;

  JobRecord record_;
  bool is_ready_ = false;
  NotebookShown shown_;
  IconLabel* icon_;
  Strong* sentence_;
  Muted* more_;
  PrimaryButton* open_;
  SecondaryButton* open_again_;
};

}  // namespace werkbank
