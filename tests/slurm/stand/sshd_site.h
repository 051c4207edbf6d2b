// A factory whose login server is a real sshd of the test; without Slurm behind it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "core/base/secret_store.h"
#include "core/factory/factory.h"
#include "core/slurm/slurm_factory.h"
#include "tests/ssh/support/one_time_codes.h"
#include "tests/ssh/support/test_sshd.h"

namespace werkbank::test {

/// A keychain in memory.
class MemoryStore : public SecretStore {
 public:
  Result<std::optional<Secret>> find(const std::string& name) override;
  Result<Done> keep(const std::string& name, const Secret& secret) override;
  Result<Done> forget(const std::string& name) override;
  bool holds(const std::string& name) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Secret> kept_;
};

/// A person who wants passphrases kept, or not.
class KeepingPerson : public WillingPerson {
 public:
  bool keeps_secrets() const override { return keeps; }
  bool keeps = true;
};

/// Of this server, for this user, with its host key pinned; "key" and "password" are the ways in.
Profile profile_of(const TestSshd& server, const std::string& user);

std::unique_ptr<Factory> factory_of(const Profile& profile, const std::filesystem::path& key,
                                    std::shared_ptr<SecretStore> secrets = nullptr);

/// How often `words` stand in `text`.
std::size_t count_of(const std::string& text, const std::string& words);

}  // namespace werkbank::test
