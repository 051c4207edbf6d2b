#include "core/factory/open_notebook.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/base/ascii.h"
#include "core/factory/factory.h"

namespace werkbank {
namespace {

constexpr std::size_t token_digits = 64;
constexpr std::size_t longest_id = 20;

bool is_token(const std::string& text) {
  return text.size() == token_digits && std::all_of(text.begin(), text.end(), is_hexadecimal);
}

bool is_number_of_job(const std::string& text) {
  return text.size() <= longest_id && std::all_of(text.begin(), text.end(), is_digit);
}

/// What is wrong is said without the text itself, which may hold the key to the notebook.
Error garbled_place(std::string detail) {
  return {ErrorCode::answer_garbled,
          Message(WERKBANK_TEXT("factory",
                                "What the job wrote about its notebook cannot be read, so it is not opened. Stop the "
                                "job and start a new one.")),
          std::move(detail)};
}

std::string text_at(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Result<NotebookPlace> parse_notebook_place(std::string_view text) {
  if (text.size() > most_notebook_bytes) return garbled_place("notebook.json is too large");
  const auto object = nlohmann::json::parse(text, nullptr, false);
  if (!object.is_object()) return garbled_place("notebook.json is no JSON object");
  NotebookPlace place;
  place.token = text_at(object, "token");
  place.scheduler_id = text_at(object, "job");
  if (!is_token(place.token)) return garbled_place("notebook.json: token");
  if (!is_number_of_job(place.scheduler_id)) return garbled_place("notebook.json: job");
  const auto port = object.find("port");
  if (port == object.end()) return place;
  const bool is_port =
      port->is_number_unsigned() && port->get<std::uint64_t>() >= 1 && port->get<std::uint64_t>() <= UINT16_MAX;
  if (!is_port) return garbled_place("notebook.json: port");
  place.port = static_cast<std::uint16_t>(port->get<std::uint64_t>());
  return place;
}

std::string notebook_address(std::uint16_t port, const std::string& token) {
  return "http://127.0.0.1:" + std::to_string(port) + "/?token=" + token;
}

Error no_notebook_now(std::string detail) {
  return {ErrorCode::job_unknown,
          Message(WERKBANK_TEXT("factory",
                                "This job has no notebook that can be opened now. It can be opened while the job runs, "
                                "a minute or so after it began.")),
          std::move(detail)};
}

Error no_notebooks_here() {
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("factory",
                                "On this factory Werkbank cannot open a notebook in your browser. Bring the results "
                                "home and open them on your own computer.")),
          {}};
}

Result<std::unique_ptr<OpenNotebook>> Factory::open_notebook(const std::string&, const std::stop_token&) {
  return no_notebooks_here();
}

}  // namespace werkbank
