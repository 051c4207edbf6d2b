#include "core/dataset/image_folder.h"

#include <algorithm>
#include <system_error>

#include "core/base/ascii.h"
#include "core/base/local_files.h"
#include "core/dataset/image_probe.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr int deepest_folder = 32;

bool is_split(const std::string& name) {
  const auto word = lower_case(name);
  return word == "train" || word == "val" || word == "valid" || word == "validation" || word == "test";
}

// What systems and archivers leave behind; nobody put it there.
bool is_bookkeeping(const std::string& name) {
  const auto word = lower_case(name);
  return name.starts_with('.') || word.starts_with("__macosx") || word == "thumbs.db" || word == "desktop.ini";
}

struct Listing {
  std::vector<fs::path> folders;
  std::vector<fs::path> files;
  std::vector<fs::path> others;  // links to folders, broken links, sockets
  std::error_code error;
};

Listing list(const fs::path& folder) {
  Listing listing;
  for (fs::directory_iterator entry(folder, listing.error), end; !listing.error && entry != end;
       entry.increment(listing.error)) {
    if (is_bookkeeping(path_text(entry->path().filename()))) continue;
    std::error_code error;
    if (entry->is_directory(error) && !entry->is_symlink(error)) {
      listing.folders.push_back(entry->path());
    } else if (entry->is_regular_file(error)) {
      listing.files.push_back(entry->path());
    } else {
      listing.others.push_back(entry->path());
    }
  }
  for (auto* paths : {&listing.folders, &listing.files, &listing.others}) std::sort(paths->begin(), paths->end());
  return listing;
}

class Walk {
 public:
  Walk(const fs::path& root, ImageFolder& into, const std::stop_token& stop) : root_(root), into_(into), stop_(stop) {}

  void run() {
    const auto top = find_top();
    const auto inside = list(top);
    const auto is_train = [](const fs::path& path) { return lower_case(path_text(path.filename())) == "train"; };
    into_.has_splits = std::any_of(inside.folders.begin(), inside.folders.end(), is_train);
    if (into_.has_splits) {
      read_splits(inside);
    } else {
      read_kinds(inside, true);
    }
    sort_kinds();
  }

 private:
  // A zip often wraps everything in one more folder.
  fs::path find_top() {
    auto top = root_;
    for (int depth = 0; depth < deepest_folder; ++depth) {
      const auto inside = list(top);
      if (inside.folders.size() != 1 || is_split(path_text(inside.folders[0].filename()))) break;
      if (list(inside.folders[0]).folders.empty()) break;
      top = inside.folders[0];
    }
    return top;
  }

  void read_splits(const Listing& inside) {
    for (const auto& path : inside.files) stray(path);
    for (const auto& path : inside.others) stray(path);
    for (const auto& folder : inside.folders) {
      const auto name = path_text(folder.filename());
      if (is_split(name)) {
        const auto split = list(folder);
        if (split.error) unreadable(folder);
        read_kinds(split, lower_case(name) == "train");
      } else {
        stray(folder);
      }
    }
  }

  void read_kinds(const Listing& inside, bool to_learn) {
    for (const auto& path : inside.files) stray(path);
    for (const auto& path : inside.others) stray(path);
    for (const auto& folder : inside.folders) read_pictures(folder, kind(path_text(folder.filename())), to_learn, 0);
  }

  void read_pictures(const fs::path& folder, std::size_t kind, bool to_learn, int depth) {
    if (stop_.stop_requested()) return;
    const auto inside = list(folder);
    if (inside.error) unreadable(folder);
    for (const auto& path : inside.files) {
      if (is_image_name(path)) {
        into_.images.push_back({relative(path), kind, to_learn});
      } else {
        stray(path);
      }
    }
    for (const auto& path : inside.others) stray(path);
    for (const auto& path : inside.folders) {
      if (depth < deepest_folder) read_pictures(path, kind, to_learn, depth + 1);
    }
  }

  std::size_t kind(const std::string& name) {
    const auto found = std::find(into_.kinds.begin(), into_.kinds.end(), name);
    if (found == into_.kinds.end()) into_.kinds.push_back(name);
    return static_cast<std::size_t>(std::find(into_.kinds.begin(), into_.kinds.end(), name) - into_.kinds.begin());
  }

  void sort_kinds() {
    auto sorted = into_.kinds;
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::size_t> place;
    for (const auto& name : into_.kinds) {
      place.push_back(static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), name) - sorted.begin()));
    }
    for (auto& image : into_.images) image.kind = place[image.kind];
    into_.kinds = std::move(sorted);
  }

  void stray(const fs::path& path) {
    if (into_.strays++ == 0) into_.first_stray = relative(path);
  }

  void unreadable(const fs::path& folder) {
    constexpr std::size_t enough = 20;
    if (into_.unreadable.size() < enough) into_.unreadable.push_back(relative(folder));
  }

  std::string relative(const fs::path& path) const { return path_text(path.lexically_relative(root_)); }

  const fs::path& root_;
  ImageFolder& into_;
  const std::stop_token& stop_;
};

}  // namespace

Result<ImageFolder> read_image_folder(const fs::path& root, const std::stop_token& stop) {
  const auto top = list(root);
  if (top.error) return local_file_error(root, top.error.value());
  ImageFolder folder;
  Walk(root, folder, stop).run();
  if (stop.stop_requested()) return Cancelled{};
  return folder;
}

}  // namespace werkbank
