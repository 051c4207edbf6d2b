// Drives a fuzz target without libFuzzer: every seed as it is, then seeds mutated. Input number N depends on N only, so
// "--only=N" repeats the one that failed.
//
//   NAME_fuzz [--runs=N] [--seconds=S] [--only=N] SEED_FILE_OR_FOLDER...

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

volatile std::uint64_t current_run = 0;

extern "C" void report_crash(int signal) {
  std::fprintf(stderr, "\nFAILED on input %llu; repeat it with --only=%llu\n",
               static_cast<unsigned long long>(current_run), static_cast<unsigned long long>(current_run));
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

struct Options {
  std::uint64_t runs = 20'000;
  double seconds = 5;
  std::int64_t only = -1;
  std::vector<std::string> seeds;
};

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Options read_options(int argc, char** argv) {
  Options options;
  std::vector<fs::path> files;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto value = word.substr(std::min(word.find('=') + 1, word.size()));
    if (word.starts_with("--runs="))
      options.runs = std::stoull(value);
    else if (word.starts_with("--seconds="))
      options.seconds = std::stod(value);
    else if (word.starts_with("--only="))
      options.only = std::stoll(value);
    else if (!fs::is_directory(word))
      files.emplace_back(word);
    else
      for (const auto& entry : fs::directory_iterator(word)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) options.seeds.push_back(read(file));
  return options;
}

// One small change: what a hand, a bad disk or an attacker would do.
void mutate(std::string& text, const std::string& other, std::mt19937_64& random) {
  static const std::string words[] = {"\"",
                                      "\"\"",
                                      "{",
                                      "}",
                                      "[",
                                      "]",
                                      ",",
                                      ";",
                                      ":",
                                      "\n",
                                      "\r\n",
                                      std::string("\0", 1),
                                      "\xFF",
                                      "\xEF\xBB\xBF",
                                      "\xFF\xFE",
                                      "-1",
                                      "0",
                                      "1e999",
                                      "99999999999999999999",
                                      "null",
                                      "true",
                                      "NaN",
                                      "%1",
                                      "../",
                                      "$(id)",
                                      "\xED\xA0\x80"};
  const auto below = [&](std::size_t limit) { return limit == 0 ? 0 : static_cast<std::size_t>(random() % limit); };
  const auto at = below(text.size() + 1);
  switch (below(7)) {
    case 0:
      text.insert(at, words[below(std::size(words))]);
      break;
    case 1:
      text.erase(at, below(20));
      break;
    case 2:
      if (at < text.size()) text[at] = static_cast<char>(random());
      break;
    case 3:
      text.resize(at);
      break;
    case 4:
      text.insert(at, text.substr(below(text.size() + 1), below(200)));
      break;
    case 5:
      text.insert(at, other.substr(below(other.size() + 1), below(200)));
      break;
    default:
      text.insert(at, std::string(below(300), words[below(std::size(words))][0]));
      break;
  }
  constexpr std::size_t largest = 1U << 20U;
  if (text.size() > largest) text.resize(largest);
}

std::string input(const Options& options, std::uint64_t run) {
  const auto& seeds = options.seeds;
  if (run < seeds.size()) return seeds[run];
  std::mt19937_64 random(run);
  std::string text = seeds[random() % seeds.size()];
  const auto changes = 1 + random() % 8;
  for (std::uint64_t i = 0; i < changes; ++i) mutate(text, seeds[random() % seeds.size()], random);
  return text;
}

void run_one(const Options& options, std::uint64_t run) {
  current_run = run;
  const auto text = input(options, run);
  // A copy of exactly this size, so that a sanitizer sees a read behind its end.
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  auto options = read_options(argc, argv);
  if (options.seeds.empty()) {
    std::fprintf(stderr, "No seeds. Give files or folders with example inputs.\n");
    return 2;
  }
  for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGILL}) std::signal(signal, report_crash);
  const auto begin = std::chrono::steady_clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); };
  std::uint64_t run = options.only < 0 ? 0 : static_cast<std::uint64_t>(options.only);
  const std::uint64_t end = options.only < 0 ? options.runs : run + 1;
  const std::uint64_t first = run;
  for (; run < end && seconds() < options.seconds; ++run) run_one(options, run);
  std::printf("%llu inputs in %.1f s, none failed\n", static_cast<unsigned long long>(run - first), seconds());
  return 0;
}
