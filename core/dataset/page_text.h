// What a reader sees of a page (HTML), as far as it is needed to show how a page will be searched.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace werkbank {

/// The words of `html` on one line, without tags, without what is not shown (scripts, styles, menus), and with the
/// usual names of signs replaced. Stops at about `most` bytes. `html` is UTF-8 and may end anywhere.
std::string page_text(std::string_view html, std::size_t most);

/// The words of a plain text on one line, at most about `most` bytes.
std::string one_line(std::string_view text, std::size_t most);

}  // namespace werkbank
