#include "core/slurm/answer_frames.h"

#include "core/slurm/slurm_text.h"

namespace werkbank {
namespace {

constexpr std::size_t longest_header = 600;

struct Header {
  AnswerPart part;
  std::uint64_t count = 0;
};

std::optional<Header> parse_header(std::string_view line) {
  const auto words = split(line, ' ');
  if (words.size() != 4 || words[0].size() < 2 || words[0][0] != '=') return {};
  const auto first = parse_count(words[1]), second = parse_count(words[2]), count = parse_count(words[3]);
  if (!first || !second || !count) return {};
  return Header{{std::string(words[0].substr(1)), *first, *second, {}}, *count};
}

}  // namespace

Error garbled_answer(std::string detail) {
  return {ErrorCode::answer_garbled,
          Message(WERKBANK_TEXT("slurm",
                                "The factory gave an answer that Werkbank does not understand. Nothing was changed. "
                                "Werkbank asks again; if this stays, send the details to the help desk.")),
          std::move(detail), Grade::retry_by_itself};
}

Result<Answer> Answer::parse(std::string_view text) {
  Answer answer;
  while (true) {
    const auto line_end = text.substr(0, longest_header).find('\n');
    if (line_end == std::string_view::npos) return garbled_answer("the answer ends early");
    auto header = parse_header(text.substr(0, line_end));
    if (!header) return garbled_answer("not a part: " + std::string(text.substr(0, line_end)));
    text.remove_prefix(line_end + 1);
    if (header->count >= text.size()) return garbled_answer("cut off in part " + header->part.name);
    if (text[header->count] != '\n') return garbled_answer("wrong length of part " + header->part.name);
    if (header->part.name == "end") return answer;
    header->part.bytes = std::string(text.substr(0, header->count));
    text.remove_prefix(header->count + 1);
    answer.parts_.push_back(std::move(header->part));
  }
}

const AnswerPart* Answer::find(std::string_view name) const {
  for (const auto& part : parts_) {
    if (part.name == name) return &part;
  }
  return nullptr;
}

std::string_view Answer::text(std::string_view name) const {
  const auto* part = find(name);
  return part == nullptr ? std::string_view{} : std::string_view(part->bytes);
}

bool Answer::succeeded(std::string_view name) const {
  const auto* part = find(name);
  return part != nullptr && part->first == 0;
}

}  // namespace werkbank
