// A tar stream from somebody we do not trust, unpacked into a folder: only the plain files we asked for, only under
// their own names, and never more bytes than announced.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "core/base/result.h"
#include "core/transfer/byte_queue.h"

namespace werkbank {

struct ExpectedFile {
  std::uint64_t size = 0;
  std::string sha256;
};
using ExpectedFiles = std::map<std::string, ExpectedFile>;  ///< by path: safe and relative

/// "What arrived is not what stands on the factory."
Error not_as_announced(std::string detail);

/// Reads the stream to its end. Every expected file must come, once, with its content; anything else is
/// verification_failed. Other errors: local_file, local_disk_full. What was written before an error stays.
Result<Done> unpack_tar(ByteQueue& stream, const ExpectedFiles& expected, const std::filesystem::path& folder,
                        const std::function<void(std::uint64_t)>& on_bytes);

}  // namespace werkbank
