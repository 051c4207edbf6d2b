#include "core/transfer/sums.h"

namespace werkbank {

// Not all names in one go: the first sums are made while the last files are still on their way. OpenSSL's tool is
// several times as fast as sha256sum where the processor knows SHA. It escapes names that hold a newline with a
// backslash in front of the line, or, before version 3, does not: what is left of such a name then is no line that
// begins with a sum, unless it was made to: a sum too many never fits.
const char* const sums_script = R"sh(
look=
of_nothing=$(openssl dgst -sha256 -r < /dev/null 2>/dev/null)
if [ "${of_nothing%% *}" = e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 ]; then
  sum_tool=openssl
  sum() (sum=$(openssl dgst -sha256 -r) && echo "${sum%% *}")
  sums() { xargs -0 -r -n 3000 sh -c "$look"'exec openssl dgst -sha256 -r "$@"' sh | sed -n 's|^\\*\([0-9a-f]\{64\}\) \*.*|\1|p'; }
else
  sum_tool=sha256sum
  sum() (sum=$(sha256sum) && echo "${sum%% *}")
  sums() { xargs -0 -r -n 3000 sh -c "$look"'exec sha256sum -z -- "$@"' sh | cut -z -c 1-64 | tr '\0' '\n'; }
fi
)sh";

}  // namespace werkbank
