// What the tests of sending share: a data set on this computer that is sent as "wine", and where it then stands.
#pragma once

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/transfer/send.h"
#include "transfer_world.h"

namespace werkbank {

struct SendWorld : TransferWorld {
  FileManifest manifest;

  explicit SendWorld(const std::map<std::string, std::string>& files = hostile_files()) {
    for (const auto& [name, content] : files) put(data() / name, content);
    manifest = scan_files(data(), nullptr, {}).value();
  }
  Result<Receipt> send_it(const ProgressSink& progress = nullptr, const std::stop_token& stop = {}) {
    return send(runner, {manifest, data()}, "wine", remote(work()), progress, stop);
  }
  std::filesystem::path place() const { return dataset_place(remote(work()), "wine", manifest).text(); }
  /// What is in the folder of the data sets besides the data and its receipt.
  int left_overs() const {
    int count = 0;
    if (!std::filesystem::exists(work() / "datasets")) return 0;
    for (const auto& entry : std::filesystem::directory_iterator(work() / "datasets")) {
      const auto name = entry.path().filename().string();
      const auto own = place().filename().string();
      count += name != own && name != own + ".receipt.json" && name != own + ".manifest" ? 1 : 0;
    }
    return count;
  }
};

inline std::map<std::string, std::string> large_files() {
  std::map<std::string, std::string> files;
  const std::vector<std::pair<std::string, std::size_t>> sizes = {{"a/new\nline.bin", 30'000'001},
                                                                  {"-b \"q\"", 25'000'000},
                                                                  {"exact", 16U << 20U},
                                                                  {"small/x", 10},
                                                                  {"big", 8U << 20U}};
  for (const auto& [name, size] : sizes) {
    files[name] = noise(size);
  }
  for (int i = 0; i < 3000; ++i) files["many/" + std::to_string(i)] = std::string(100, static_cast<char>('a' + i % 26));
  return files;
}

}  // namespace werkbank
