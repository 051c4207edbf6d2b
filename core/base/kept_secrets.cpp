#include "core/base/kept_secrets.h"

#include <utility>

namespace werkbank {

std::string passphrase_name(const std::string& private_key_path) { return "passphrase " + private_key_path; }

Result<Secret> KeptSecrets::ask(const Question& question) {
  const bool of_a_key = question.kind == Question::Kind::key_passphrase && !question.subject.empty();
  if (of_a_key) {
    if (question.refused_before) typed_.erase(question.subject);
    // Another computer of the factory may want the same key.
    if (const auto known = typed_.find(question.subject); known != typed_.end()) return known->second;
    if (auto kept = from_store(question)) return std::move(*kept);
  }
  if (person_ == nullptr) return nobody_there();
  WERKBANK_TRY(Secret answer, person_->ask(question));
  const bool will_be_heard = !question.tries_left || *question.tries_left > 1;
  if (of_a_key && will_be_heard && !answer.empty()) typed_.insert_or_assign(question.subject, answer);
  return answer;
}

std::optional<Secret> KeptSecrets::from_store(const Question& question) {
  if (store_ == nullptr) return std::nullopt;
  const auto name = passphrase_name(question.subject);
  if (question.refused_before) {
    // What cannot be forgotten is refused again next time, and asked for then as now.
    if (given_.erase(question.subject) > 0) static_cast<void>(store_->forget(name));
    return std::nullopt;
  }
  // A keychain that does not open is as good as an empty one: the person is asked.
  auto found = store_->find(name);
  if (!found.ok() || !*found) return std::nullopt;
  given_.insert(question.subject);
  return std::move(*found);
}

Result<bool> KeptSecrets::is_right_host(const HostFingerprint& fingerprint) {
  if (person_ == nullptr) return nobody_there();
  return person_->is_right_host(fingerprint);
}

void KeptSecrets::banner(const std::string& text) {
  if (person_ != nullptr) person_->banner(text);
}

Result<Done> KeptSecrets::settle() {
  const auto typed = std::exchange(typed_, {});
  if (store_ == nullptr || !keeps_secrets()) return Done{};
  for (const auto& [subject, secret] : typed) WERKBANK_CHECK(store_->keep(passphrase_name(subject), secret));
  return Done{};
}

Error KeptSecrets::nobody_there() {
  needed_a_person_ = true;
  return {ErrorCode::sign_in_needed,
          Message(WERKBANK_TEXT("base", "Sign in again: the factory asks something that only you can answer.")),
          "a question would have to be answered", Grade::ask_person};
}

}  // namespace werkbank
