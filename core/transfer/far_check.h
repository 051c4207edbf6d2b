// What arrived, read back at the factory while the rest is still on its way: the SHA-256 of every file there, compared
// here, and at the end everything put in place at once.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/ssh/exec.h"
#include "core/transfer/parcels.h"

namespace werkbank {

class FarCheck {
 public:
  FarCheck(const Shipment& shipment, const std::vector<Parcel>& parcels);

  /// This parcel is there. From any thread.
  void arrived(std::size_t number);

  /// Talks to the factory until finish() is answered, or until an error. `arguments` are $1 to $4 as in send.cpp.
  /// On a thread of its own. Errors: as for any remote command.
  Result<Done> run(CommandRunner& runner, std::vector<std::string> arguments, const std::stop_token& stop);

  /// Waits until everything is checked, which needs the shipment's hashes, and gives the numbers of the parcels that
  /// are not whole there: they are to be sent again, and arrived() to be told again. Empty also when run() ended.
  std::set<std::size_t> damaged();

  enum class End { none, ours, theirs, changed };
  /// Has everything put in place, with this receipt beside it. `place`: what it is called there, a space, and its tree
  /// hash. `theirs` when another had put the same data there. none:
  /// run() ended with an error. With `may_look` `changed`, when somebody wrote to it after it was read back: then all
  /// of it is read once more, which damaged() waits for.
  End finish(const std::string& place, const std::string& receipt, bool may_look);

 private:
  struct LargeFile {
    std::size_t first = 0;  ///< of its parcels
    std::size_t count = 0;
  };
  /// What the factory says of a file: nothing when it was no sum.
  struct Told {
    std::size_t parcel = 0;  ///< the first of the file's, and how many
    std::size_t count = 1;
    std::size_t file = 0;
    std::optional<Sha256Digest> sum;
  };
  bool has_words();
  Result<std::size_t> give(std::span<char> room);
  Result<Done> take(std::string_view bytes);
  void take_line(const std::string& line);
  void take_linked(const std::string& sum);
  void take_large(const std::string& sum);
  void take_small(const std::string& sum);
  void judge();
  void expect(const std::set<std::size_t>& numbers);
  void expect_all();
  void expect_small();
  void read_all_again();
  void ask_linked();
  void ask_large();
  void ask_small();
  std::string linked_sum() const;
  bool all_checked() const;
  std::string list_of_large() const;

  const Shipment& shipment_;
  const std::vector<Parcel>& parcels_;

  std::mutex mutex_;  ///< for all below
  std::condition_variable changed_;
  std::vector<bool> there_;  ///< by parcel

  std::deque<LargeFile> large_;      ///< still to be read back, one after the other
  std::size_t large_asked_ = 0;      ///< parcels of the first of them that the factory was told to read
  std::deque<LargeFile> large_due_;  ///< read, and the sum not yet told

  /// The sums that were noted there are to be forgotten: those of all that is small are of one reading.
  bool clear_ = false;
  std::vector<std::size_t> linked_;  ///< packs of what is linked, still to be read back: in one go
  bool linked_due_ = false;
  bool linked_by_name_ = false;  ///< they were not what they should be as a whole: each file is asked for

  std::vector<std::size_t> small_;  ///< packs still to be read back
  bool small_begun_ = false;
  std::deque<std::size_t> small_due_;
  std::size_t small_file_ = 0;  ///< of the first that is due: whose sum comes next
  bool small_end_due_ = false;

  std::vector<Told> told_;  ///< and not compared yet
  std::set<std::size_t> damaged_;
  std::string out_;   ///< to be told to the factory
  std::string line_;  ///< begun, by the factory
  std::string place_;
  std::string receipt_;
  bool may_look_ = false;
  bool finish_asked_ = false;
  bool finish_told_ = false;
  bool ended_ = false;
  End end_ = End::none;
};

}  // namespace werkbank
