// A handful of small files into a folder of the factory, such as a job's folder: all of them or, on an error, none.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "core/base/remote_path.h"
#include "core/base/result.h"
#include "core/ssh/exec.h"

namespace werkbank {

struct PutFile {
  struct Content {
    std::string bytes;
  };
  struct LocalFile {
    std::filesystem::path path;
  };
  struct Link {
    std::string target;
  };
  struct Folder {};

  std::string path;  ///< relative to the folder, with '/'; parents are made
  std::variant<Content, LocalFile, Link, Folder> what;
  std::uint32_t mode = 0600;  ///< of a file or folder; give 0700 to what must run
};

/// Makes `folder` (mode 0700, with its parents) and puts `files` into it. They are unpacked beside it first and then
/// moved in one by one, each replacing what has its name. When `folder` does not exist, it appears with all files in
/// it. Errors: data_rejected (an unsafe path), local_file, remote_file, remote_disk_full, verification_failed,
/// connection_lost, timed_out.
Result<Done> put_files(CommandRunner& runner, const RemotePath& folder, const std::vector<PutFile>& files,
                       const std::stop_token& stop);

}  // namespace werkbank
