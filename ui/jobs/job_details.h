// Everything that is known of a job, for experts and for whoever helps: each term explained where one points at it.
#pragma once

#include "core/jobs/job_view.h"
#include "ui/jobs/job_page.h"
#include "ui/style/widgets.h"

class QGridLayout;
class QJsonValue;

namespace werkbank {

class JobDetails : public Page {
  Q_OBJECT

 public:
  explicit JobDetails(QWidget* parent = nullptr);
  void show_job(const JobView& view, const JobSurroundings& surroundings);
  /// All lines as text, for the clipboard.
  QString as_text() const;

 signals:
  void evidence_requested();

 protected:
  void retranslate() override;

 private:
  struct Fact {
    QString term;
    QString value;
    QString meaning;
    bool operator==(const Fact&) const = default;
  };
  std::vector<Fact> facts() const;
  std::vector<Fact> facts_of_factory() const;
  QString expected_words() const;
  std::vector<Fact> facts_of_run() const;
  std::vector<Fact> facts_of_places() const;
  std::vector<Fact> facts_of_answers() const;
  QString answer_text(const Parameter& parameter, const QJsonValue& answer) const;
  std::vector<Fact> facts_of_receipt() const;
  void fill();
  void put(QGridLayout& grid, const std::vector<Fact>& facts);

  JobView view_;  ///< without samples and log
  QString factory_name_;
  const JobTemplate* template_ = nullptr;
  std::vector<Fact> shown_;
  Title* job_title_;
  Title* answers_title_;
  Title* receipt_title_;
  QGridLayout* job_;
  QGridLayout* answers_;
  QGridLayout* receipt_;
  Card* answers_card_;
  Card* receipt_card_;
  Muted* hint_;
  SecondaryButton* evidence_;
  SecondaryButton* copy_;
};

}  // namespace werkbank
