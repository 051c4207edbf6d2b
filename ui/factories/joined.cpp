#include "ui/factories/joined.h"

#include <algorithm>

namespace werkbank {

LiveFactory& join(LiveWorkbench& live, const std::shared_ptr<Factory>& factory) {
  // As a child of `live` it outlives the threads that use it: those end with live's background, a member.
  auto* joined =
      new LiveFactory(factory, live.workbench().runner, live.workbench().save_profile, live.background(), &live);
  QObject::connect(joined, &LiveFactory::changed, &live, &LiveWorkbench::factory_changed);
  QObject::connect(joined, &LiveFactory::reality_changed, &live, &LiveWorkbench::reality_changed);
  QObject::connect(joined, &LiveFactory::job_changed, &live, [&live](const QString& uuid) {
    live.read_jobs();
    live.read_view(uuid);
  });
  return *joined;
}

std::vector<LiveFactory*> factories_in_use(const LiveWorkbench& live) {
  std::vector<LiveFactory*> all;
  const auto take = [&](LiveFactory* factory) {
    std::erase_if(all, [&](const LiveFactory* older) { return older->profile().id == factory->profile().id; });
    if (factory->profile().listed || live.current() == factory) all.push_back(factory);
  };
  for (const auto& factory : live.factories()) take(factory.get());
  for (auto* factory : live.findChildren<LiveFactory*>(Qt::FindDirectChildrenOnly)) take(factory);
  return all;
}

LiveFactory* factory_in_use(const LiveWorkbench& live, const std::string& id) {
  for (LiveFactory* factory : factories_in_use(live)) {
    if (factory->profile().id == id) return factory;
  }
  return nullptr;
}

}  // namespace werkbank
