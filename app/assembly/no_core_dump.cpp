#include "app/assembly/no_core_dump.h"

#ifndef _WIN32
#include <sys/resource.h>
#endif

namespace werkbank {

void forbid_core_dumps() {
#ifndef _WIN32
  const rlimit none = {0, 0};
  static_cast<void>(::setrlimit(RLIMIT_CORE, &none));
#endif
}

}  // namespace werkbank
