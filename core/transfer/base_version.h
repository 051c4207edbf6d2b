// An earlier version of a data set at the factory: what did not change since need not be sent again.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/transfer/shipment.h"

namespace werkbank {

/// What is said to be in it. Only a hint: all of it is read back at the factory before it counts.
class BaseVersion {
 public:
  BaseVersion() = default;
  /// Of such lines as add() takes.
  explicit BaseVersion(std::string_view lines);
  /// A line "<first 16 digits of its SHA-256> ./<path>", in which \x01 stands for a newline. Whatever makes no sense is
  /// left out.
  void add(std::string_view line);
  /// Such lines of all files; empty where these would be so many that no factory is asked for them.
  static std::string lines_of(const ManifestEntries& entries);

  /// By index of the shipment's files: which of them are in here, the same.
  std::vector<bool> same_files(const Shipment& shipment) const;
  /// The files of the base that are not among those, NUL-ended: "./<path>".
  std::string other_files(const Shipment& shipment, const std::vector<bool>& same) const;

 private:
  std::unordered_map<std::string, std::string> files_;  ///< path, and how its sum begins
};

/// Less than that is sent sooner than it is found.
bool is_worth_it(const Shipment& shipment, const std::vector<bool>& same);

/// Part of begin_script in send.cpp: says "base <name>" and, unless it is the one that is known, what is in it, where
/// there is an earlier version that the transfer's folder was begun with or may begin with. The other streams then wait
/// for the first. $1 to $6 as there.
extern const char* const offer_base_script;
/// Goes before receive_script: the shell functions take_base and leave_base. Of take_base "$1" are the bytes of the
/// names that do not belong to the new version, which come on standard input; it says "refused", and the stream ends,
/// where files cannot be linked. leave_base says "left".
extern const char* const take_base_script;
/// The shell function await_base: waits until one of the two is done for the transfer's folder "$1".
extern const char* const await_base_script;

}  // namespace werkbank
