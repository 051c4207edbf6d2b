#include "ui/factories/joined.h"

#include <algorithm>

namespace werkbank {

std::vector<LiveFactory*> factories_in_use(const LiveWorkbench& live) {
  std::vector<LiveFactory*> all;
  const auto take = [&](LiveFactory* factory) {
    std::erase_if(all, [&](const LiveFactory* older) { return older->profile().id == factory->profile().id; });
    if (factory->profile().listed || live.current() == factory) all.push_back(factory);
  };
  for (const auto& factory : live.factories()) take(factory.get());
  return all;
}

LiveFactory* factory_in_use(const LiveWorkbench& live, const std::string& id) {
  for (LiveFactory* factory : factories_in_use(live)) {
    if (factory->profile().id == id) return factory;
  }
  return nullptr;
}

}  // namespace werkbank
