// Walks through the lines of OpenSSH's configuration for one name. Inside core/ssh only.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/ssh/ssh_config.h"

namespace werkbank {

class SshConfigReader {
 public:
  SshConfigReader(std::string name, SshConfigPlaces places);

  void read_file_at(const std::filesystem::path& file);
  void read_text(std::string_view text);
  SshAlias result() const;
  /// The names without wildcards of the Host lines that were read.
  const std::vector<std::string>& spelled_names() const { return spelled_; }

 private:
  void read_line(std::string_view line);
  void set(const std::string& keyword, const std::vector<std::string>& words);
  void set_host(const std::vector<std::string>& patterns);
  bool matches(const std::vector<std::string>& criteria) const;
  bool matches_one(const std::string& criterion, const std::string& value) const;
  void include(const std::string& pattern);
  std::string expanded(std::string_view text) const;
  std::filesystem::path path_of(const std::string& text) const;

  const std::string name_;
  const SshConfigPlaces places_;
  SshAlias alias_;
  std::vector<std::string> spelled_;
  bool active_ = true;  ///< whether the block that is read is about the name
  bool has_port_ = false;
  bool has_jumps_ = false;
  bool has_known_hosts_ = false;
  std::size_t depth_ = 0;
  std::size_t files_ = 0;
};

/// The words of a line; double quotes hold one together.
std::vector<std::string> words_of_config_line(std::string_view line);

}  // namespace werkbank
