#include "core/slurm/relayed_notebook.h"

#include <utility>

#include "core/slurm/framed_run.h"
#include "core/slurm/refusal.h"
#include "core/slurm/remote_scripts.h"
#include "core/ssh/relay_forward.h"

namespace werkbank {
namespace {

constexpr double notebook_timeout = 60;

class RelayedNotebook : public OpenNotebook {
 public:
  RelayedNotebook(std::unique_ptr<RelayForward> forward, std::string token)
      : forward_(std::move(forward)), token_(std::move(token)) {}
  std::string address() const override { return notebook_address(forward_->port(), token_); }
  bool is_open() const override { return forward_->is_open(); }

 private:
  std::unique_ptr<RelayForward> forward_;
  std::string token_;
};

Result<NotebookPlace> read_place(CommandRunner& runner, const RemotePath& folder, const std::stop_token& stop) {
  WERKBANK_TRY(const auto answer, run_framed(runner, notebook_script(folder.text()), notebook_timeout, stop));
  if (!answer.succeeded("place")) return no_notebook_now(std::string(answer.text("place.error")));
  WERKBANK_TRY(auto place, parse_notebook_place(answer.text("place")));
  // Without a number there is no job that the relay could join.
  if (place.scheduler_id.empty()) return no_notebook_now("notebook.json names no job");
  return place;
}

}  // namespace

Result<std::unique_ptr<OpenNotebook>> open_relayed_notebook(std::shared_ptr<CommandRunner> runner,
                                                            const RemotePath& folder, const std::stop_token& stop) {
  WERKBANK_TRY(const auto place, read_place(*runner, folder, stop));
  auto forward = RelayForward::open(std::move(runner), relay_script(folder.text(), place.scheduler_id), stop);
  if (forward.failed() && says_unavailable(forward.error().detail))
    return scheduler_unavailable(forward.error().detail);
  WERKBANK_TRY(auto way, std::move(forward));
  return std::unique_ptr<OpenNotebook>(std::make_unique<RelayedNotebook>(std::move(way), place.token));
}

}  // namespace werkbank
