#include "ui/new_job/packing_note.h"

#include "core/base/files_to_send.h"

namespace werkbank {

PackingNote::PackingNote(JobDraft& draft, QWidget* parent) : Page(parent), draft_(draft), note_(new Banner) {
  auto* outer = column(Space::hair);
  setLayout(outer);
  outer->addWidget(note_);
  note_->setObjectName(QStringLiteral("new_job.packing"));
  connect(&draft_, &JobDraft::changed, this, &PackingNote::ask);
  ask();
  retranslate();
}

PackingNote::Question PackingNote::question() const {
  const LiveFactory* factory = draft_.live().current();
  if (factory == nullptr || !draft_.data().is_usable()) return {};
  const auto from_files = static_cast<std::uint64_t>(factory->profile().pack_from_files);
  const bool may_pack =
      draft_.keeping() == Keeping::packed || (draft_.keeping() == Keeping::as_factory_wants && from_files > 0);
  return may_pack ? Question{draft_.data().path(), from_files, draft_.keeping()} : Question{};
}

/// As an upload would do it, without reading what is in the files.
Result<PackingNote::Answer> PackingNote::look(const Question& question, const std::stop_token& stop) {
  WERKBANK_TRY(auto files, FilesToSend::look(question.path, nullptr, {}, stop));
  files.wish(question.keeping);
  WERKBANK_TRY(const auto packed, pack_as_wanted(files, {question.from_files, {}}, {}, stop));
  return Answer{files.originals().entries.size(), packed};
}

void PackingNote::ask() {
  // While the data is looked at once more this is empty, so that afterwards it is asked again.
  auto now = question();
  if (now == asked_) return;
  asked_ = std::move(now);
  draft_.live().background().forget(asking_);
  asking_ = 0;
  answer_.reset();
  retranslate();
  if (asked_.path.empty()) return;
  auto work = [asked = asked_](const ProgressSink&, const std::stop_token& stop) { return look(asked, stop); };
  asking_ = draft_.live().background().run<Answer>(this, work, [this](Result<Answer> result) {
    asking_ = 0;
    // What cannot be read is told by the check of the data.
    if (result.ok()) answer_ = *result;
    retranslate();
  });
}

void PackingNote::retranslate() {
  const bool is_packed = answer_ && answer_->packed;
  setVisible(is_packed);
  if (!is_packed) return;
  note_->set_text(words(*this, answer_->packed->sentence(answer_->files)),
                  tr("You need not do anything: Werkbank packs them while it sends them. Your own files stay as they "
                     "are."));
}

}  // namespace werkbank
