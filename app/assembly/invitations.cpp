#include "app/assembly/invitations.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "app/assembly/course_data.h"
#include "core/base/local_files.h"

namespace werkbank {
namespace {

/// One line of the memory: when the accepted invitation was made, for which factory, and by which key.
struct Accepted {
  std::int64_t issued_at = 0;
  std::string factory;
  std::string public_key;
};

std::filesystem::path invitations_file(const Places& places) { return places.home / "invitations.txt"; }

std::vector<Accepted> accepted_before(const Places& places) {
  std::error_code ignored;
  if (!std::filesystem::exists(invitations_file(places), ignored)) return {};
  const auto text = read_file(invitations_file(places), largest_invitation);
  if (!text.ok()) return {};
  std::vector<Accepted> list;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    Accepted one;
    if (words >> one.issued_at >> one.factory && std::getline(words >> std::ws, one.public_key)) list.push_back(one);
  }
  return list;
}

Result<Done> remember(const Places& places, std::vector<Accepted> list, const Invitation& invitation) {
  const auto& factory = invitation.content.factory.id;
  std::erase_if(list,
                [&](const Accepted& one) { return one.factory == factory && one.public_key == invitation.public_key; });
  list.push_back({invitation.content.issued_at, factory, invitation.public_key});
  std::ostringstream text;
  for (const auto& one : list) text << one.issued_at << ' ' << one.factory << ' ' << one.public_key << '\n';
  return write_file(invitations_file(places), text.str());
}

}  // namespace

Result<Invitation> open_invitation(const Places& places, const std::filesystem::path& file, double now) {
  // One byte more than may be: read_invitation() has the better sentence for a file that is too large.
  WERKBANK_TRY(const auto bytes, read_file(file, largest_invitation + 1));
  std::vector<std::string> keys;
  for (const auto& one : accepted_before(places)) keys.push_back(one.public_key);
  return read_invitation(bytes, now, keys);
}

Result<Profile> accept_invitation(const Places& places, const Invitation& invitation) {
  auto list = accepted_before(places);
  for (const auto& one : list) {
    if (one.factory == invitation.content.factory.id && one.public_key == invitation.public_key)
      WERKBANK_CHECK(check_not_older(invitation, one.issued_at));
  }
  auto profile = invitation.content.factory;
  profile.listed = true;
  if (!invitation.content.account.empty()) {
    profile.account_rule = AccountRule::fixed;
    profile.account = invitation.content.account;
  }
  profile.reservation = invitation.content.reservation;
  WERKBANK_CHECK(save_profile(places, profile));
  WERKBANK_CHECK(keep_course_data(places, profile.id, invitation.content.data));
  WERKBANK_CHECK(remember(places, std::move(list), invitation));
  return profile;
}

}  // namespace werkbank
