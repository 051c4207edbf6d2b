// What an operation gives back: a value, an Error with a sentence for the person, or Cancelled, which is neither.
// Errors carry a code to decide by (nobody compares strings) and a grade that says what happens next.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/base/message.h"

namespace werkbank {

/// What went wrong, to decide by. The exit codes of werkbank-cli follow from these (app/).
enum class ErrorCode {
  usage,                ///< the caller asked for something that cannot be asked
  host_unreachable,     ///< no address, no route, nothing listens
  host_key_unknown,     ///< the person did not accept an unknown host key
  host_key_changed,     ///< the host key is not one of the pinned ones
  sign_in_refused,      ///< wrong password, key not accepted, account locked
  sign_in_impossible,   ///< no method that both sides know, no key, no user name
  sign_in_blocked,      ///< too many wrong tries: the account is locked for a while, and nothing more should be tried
  sign_in_needed,       ///< only a person can sign in again: a question would have to be answered
  certificate_expired,  ///< the certificate is over, or does not begin yet: a new one is needed
  password_change_needed,  ///< the factory wants a new password first, and not in a way that can be done here
  no_such_account,         ///< signed in, but nothing may be used here
  connection_lost,         ///< the connection broke; the remote end may or may not have acted
  timed_out,               ///< no answer in time; the remote end may or may not have acted
  data_rejected,           ///< the person's data cannot be used as it is
  local_file,              ///< a file or folder on this computer cannot be read or written
  local_disk_full,
  remote_file,            ///< a file or folder on the factory cannot be read or written
  remote_disk_full,       ///< no space or quota left on the factory
  verification_failed,    ///< what arrived is not what was sent
  scheduler_unavailable,  ///< the scheduler does not answer; later it may
  scheduler_refused,      ///< the scheduler answered no
  job_unknown,            ///< nobody knows a job of this identity
  job_failed,
  catalogue_invalid,  ///< a template or catalogue is not as it must be
  profile_invalid,    ///< a factory's profile is not as it must be
  parameter_invalid,  ///< an answer to a template's question is out of range
  store_broken,       ///< Werkbank's own records cannot be read or written
  answer_garbled,     ///< a server or a program printed something that cannot be understood
  internal,           ///< a mistake of ours
};

/// What happens next.
enum class Grade { stop, skip_item, retry_by_itself, ask_person };

struct Error {
  ErrorCode code = ErrorCode::internal;
  Message message = {};     ///< one or two sentences: what is wrong, where, what to do next
  std::string detail = {};  ///< technical words for "details"; may hold what a server printed, never a secret
  Grade grade = Grade::stop;
};

/// Somebody asked to stop; nothing is wrong.
struct Cancelled {};

template <typename T>
class [[nodiscard]] Result {
 public:
  using Value = T;
  Result(T value) : outcome_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : outcome_(std::in_place_index<1>, std::move(error)) {}
  Result(Cancelled cancelled) : outcome_(std::in_place_index<2>, cancelled) {}

  bool ok() const { return outcome_.index() == 0; }
  bool failed() const { return outcome_.index() == 1; }
  bool cancelled() const { return outcome_.index() == 2; }
  explicit operator bool() const { return ok(); }

  /// Only when ok().
  T& value() & { return std::get<0>(outcome_); }
  const T& value() const& { return std::get<0>(outcome_); }
  T&& value() && { return std::get<0>(std::move(outcome_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  /// Only when failed().
  const Error& error() const { return std::get<1>(outcome_); }

  /// The same failure or cancellation as the result of another type. Only when not ok().
  template <typename U>
  Result<U> as() const {
    if (cancelled()) return Cancelled{};
    return error();
  }

 private:
  std::variant<T, Error, Cancelled> outcome_;
};

/// The value of an operation that gives nothing back.
struct Done {};

/// Converts to any Result: carries a failure or a cancellation upwards (see WERKBANK_TRY).
class Unhappy {
 public:
  template <typename T>
  explicit Unhappy(const Result<T>& result) {
    if (result.failed()) error_ = result.error();
  }
  template <typename T>
  operator Result<T>() const {
    if (error_) return *error_;
    return Cancelled{};
  }

 private:
  std::optional<Error> error_;
};

}  // namespace werkbank

#define WERKBANK_JOIN_(a, b) a##b
#define WERKBANK_JOIN(a, b) WERKBANK_JOIN_(a, b)
#define WERKBANK_TRY_(temporary, declaration, expression)     \
  auto temporary = (expression);                              \
  if (!temporary.ok()) return ::werkbank::Unhappy(temporary); \
  declaration = std::move(temporary).value()

/// WERKBANK_TRY(auto name, expression): the value of `expression`, or return its failure or cancellation.
#define WERKBANK_TRY(declaration, expression) \
  WERKBANK_TRY_(WERKBANK_JOIN(werkbank_try_, __LINE__), declaration, expression)

/// WERKBANK_CHECK(expression): go on when `expression` is ok, else return its failure or cancellation.
#define WERKBANK_CHECK(expression)                                        \
  do {                                                                    \
    auto werkbank_check = (expression);                                   \
    if (!werkbank_check.ok()) return ::werkbank::Unhappy(werkbank_check); \
  } while (false)
