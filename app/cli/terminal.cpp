#include "app/cli/terminal.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <iostream>

#ifdef _WIN32
#include <io.h>
#include <windows.h>
#define isatty _isatty
#define fileno _fileno
#else
#include <termios.h>
#include <unistd.h>
#endif

namespace werkbank {
namespace {

constexpr int bar_width = 24;

// Switches the terminal's echo off as long as it lives.
class QuietTerminal {
 public:
#ifdef _WIN32
  explicit QuietTerminal(bool quiet) : input_(GetStdHandle(STD_INPUT_HANDLE)) {
    changed_ =
        quiet && GetConsoleMode(input_, &before_) != 0 && SetConsoleMode(input_, before_ & ~ENABLE_ECHO_INPUT) != 0;
  }
  ~QuietTerminal() {
    if (changed_) SetConsoleMode(input_, before_);
  }

 private:
  HANDLE input_;
  DWORD before_ = 0;
#else
  explicit QuietTerminal(bool quiet) {
    if (!quiet || tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios now = before_;
    now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = tcsetattr(STDIN_FILENO, TCSANOW, &now) == 0;
  }
  ~QuietTerminal() {
    if (changed_) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }

 private:
  termios before_{};
#endif
  bool changed_ = false;
};

bool is_terminal(std::FILE* file) { return isatty(fileno(file)) != 0; }

// The words without their numbers, which change all the time.
std::string steady(std::string words) {
  std::erase_if(words, [](unsigned char c) { return std::isdigit(c) != 0; });
  return words;
}

std::string printable(const std::string& text) {
  std::string clean;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    clean += byte >= 0x20 && byte != 0x7f ? c : (c == '\n' ? '\n' : ' ');
  }
  return clean;
}

}  // namespace

Result<Secret> TerminalConversation::ask(const Question& question) {
  if (question.refused_before) {
    std::cerr << Message(WERKBANK_TEXT("cli", "That was refused."), {}).in(language_).toStdString() << '\n';
  }
  std::cerr << question.what.in(language_).toStdString();
  if (question.tries_left) {
    std::cerr << ' '
              << Message(WERKBANK_TEXT("cli", "(tries left: %1)"), {std::int64_t{*question.tries_left}})
                     .in(language_)
                     .toStdString();
  }
  std::cerr << ' ' << std::flush;
  std::string answer;
  {
    const QuietTerminal quiet(!question.echo);
    if (!std::getline(std::cin, answer)) {
      std::cerr << '\n';
      return Cancelled{};
    }
  }
  if (!question.echo) std::cerr << '\n';
  if (question.kind == Question::Kind::user_name) user_name_ = answer;
  return Secret(std::move(answer));
}

Result<bool> TerminalConversation::is_right_host(const HostFingerprint& fingerprint) {
  std::cerr << Message(WERKBANK_TEXT(
                           "cli",
                           "This is the first time you sign in to %1. Compare this key with the one that the factory "
                           "has published:"),
                       {fingerprint.host})
                   .in(language_)
                   .toStdString()
            << "\n  " << fingerprint.key_type << ' ' << fingerprint.sha256 << '\n'
            << Message(WERKBANK_TEXT("cli", "Are they the same? Type yes or no:"), {}).in(language_).toStdString()
            << ' ' << std::flush;
  std::string answer;
  if (!std::getline(std::cin, answer)) return Cancelled{};
  return answer == "yes" || answer == "ja" || answer == "y" || answer == "j";
}

void TerminalConversation::banner(const std::string& text) { std::cerr << printable(text) << '\n'; }

void ProgressBar::show(const Progress& progress) {
  const double part =
      progress.total == 0 ? 0 : static_cast<double>(progress.done) / static_cast<double>(progress.total);
  show(part, progress.what.in(language_).toStdString());
}

void ProgressBar::show(double part, const std::string& words) {
  part = std::clamp(std::isfinite(part) ? part : 0, 0.0, 1.0);
  const int full = static_cast<int>(part * bar_width);
  const std::string bar = "[" + std::string(static_cast<std::size_t>(full), '#') +
                          std::string(static_cast<std::size_t>(bar_width - full), '.') + "] " +
                          std::to_string(static_cast<int>(part * 100)) + " %";
  if (is_terminal(stdout)) {
    std::cout << "\r\033[K" << bar << "  " << words << std::flush;
    return;
  }
  const int tenth = static_cast<int>(part * 10);
  if (tenth == last_tenth_ && steady(words) == last_words_) return;
  last_tenth_ = tenth;
  last_words_ = steady(words);
  std::cout << bar << "  " << words << std::endl;
}

void ProgressBar::end_line() {
  if (is_terminal(stdout)) std::cout << std::endl;
}

}  // namespace werkbank
