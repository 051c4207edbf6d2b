#include "sshd_site.h"

#include <utility>

namespace werkbank::test {

Result<std::optional<Secret>> MemoryStore::find(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto place = kept_.find(name);
  if (place == kept_.end()) return std::optional<Secret>();
  return std::optional(place->second);
}

Result<Done> MemoryStore::keep(const std::string& name, const Secret& secret) {
  const std::lock_guard lock(mutex_);
  kept_.insert_or_assign(name, secret);
  return Done{};
}

Result<Done> MemoryStore::forget(const std::string& name) {
  const std::lock_guard lock(mutex_);
  kept_.erase(name);
  return Done{};
}

bool MemoryStore::holds(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  return kept_.count(name) > 0;
}

Profile profile_of(const TestSshd& server, const std::string& user) {
  Profile profile;
  profile.id = "lab";
  profile.name = LocalText{"het lab", "the lab"};
  profile.host = "127.0.0.1";
  profile.port = server.endpoint().port;
  profile.user = user;
  profile.host_keys = {server.host_key()};
  profile.sign_in_methods = {"key", "password"};
  return profile;
}

std::unique_ptr<Factory> factory_of(const Profile& profile, const std::filesystem::path& key,
                                    std::shared_ptr<SecretStore> secrets) {
  SlurmSettings settings;
  settings.remote_resources = WERKBANK_SOURCE_DIR "/resources/remote";
  settings.key_files = {key};
  settings.secrets = std::move(secrets);
  return make_slurm_factory(profile, settings, std::make_shared<SystemClock>());
}

std::size_t count_of(const std::string& text, const std::string& words) {
  std::size_t count = 0;
  for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + words.size())) ++count;
  return count;
}

}  // namespace werkbank::test
