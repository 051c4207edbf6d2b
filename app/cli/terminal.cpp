#include "app/cli/terminal.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <iostream>

#include "core/base/fingerprint_words.h"

#ifdef _WIN32
#include <io.h>
#include <windows.h>
#define isatty _isatty
#define fileno _fileno
#else
#include <fcntl.h>
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

void hold_standard_streams() {
#ifndef _WIN32
  // open() takes the lowest number that is free: each closed one in turn.
  int descriptor = 0;
  do {
    descriptor = ::open("/dev/null", O_RDWR);
  } while (descriptor >= 0 && descriptor <= STDERR_FILENO);
  if (descriptor > STDERR_FILENO) ::close(descriptor);
#endif
}

Result<Secret> ask_line(Language language, const Message& question, bool echo) {
  std::cerr << question.in(language).toStdString() << ' ' << std::flush;
  std::string answer;
  const QuietTerminal quiet(!echo);
  const bool read = static_cast<bool>(std::getline(std::cin, answer));
  if (!echo || !read) std::cerr << std::endl;
  if (!read) return Cancelled{};
  return Secret(std::move(answer));
}

Result<bool> ask_yes(Language language, const Message& question) {
  WERKBANK_TRY(const auto answer, ask_line(language, question, true));
  const auto& word = answer.reveal();
  return word == "yes" || word == "ja" || word == "y" || word == "j";
}

void TerminalConversation::say(const Message& message) const {
  std::cerr << message.in(language_).toStdString() << '\n';
}

Result<Secret> TerminalConversation::ask(const Question& question) {
  if (question.refused_before) say(Message(WERKBANK_TEXT("cli", "That was refused.")));
  if (!question.link.empty()) {
    say(Message(WERKBANK_TEXT("cli", "Open this page in your browser first; it is the factory that names it:")));
    // In full and on a line of its own, so that nothing of the address is hidden and it can be copied.
    std::cerr << "  " << printable(question.link) << '\n';
  }
  if (question.tries_left) say(Message(WERKBANK_TEXT("cli", "(tries left: %1)"), {std::int64_t{*question.tries_left}}));
  auto answer = ask_line(language_, question.what, question.echo);
  if (answer.ok() && question.kind == Question::Kind::user_name) user_name_ = answer->reveal();
  return answer;
}

Result<bool> TerminalConversation::is_right_host(const HostFingerprint& fingerprint) {
  say(Message(WERKBANK_TEXT("cli",
                            "This is the first time you sign in to %1. Compare this key with the one that the factory "
                            "has published:"),
              {fingerprint.host}));
  std::cerr << "  " << printable(fingerprint.key_type) << ' ' << printable(fingerprint.sha256) << '\n';
  const auto words = fingerprint_line(fingerprint.sha256);
  if (!words.empty()) say(Message(WERKBANK_TEXT("cli", "The same in words, to read aloud: %1"), {words}));
  return ask_yes(language_, Message(WERKBANK_TEXT("cli", "Are they the same? Type yes or no:")));
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
