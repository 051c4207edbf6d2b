#include "core/ssh/question_words.h"

#include "core/ssh/server_words.h"

namespace werkbank {
namespace {

Message code_words(const QuestionSetting& setting) {
  if (setting.same_code_again)
    return Message(WERKBANK_TEXT("ssh",
                                 "That is the code that %1 refused a moment ago, so it was not sent again. Wait until "
                                 "your app shows the next code, and type that one."),
                   {setting.host});
  if (setting.refused_before)
    return Message(WERKBANK_TEXT("ssh",
                                 "%1 did not let you in. Each code works only once: wait until your app shows the next "
                                 "code, and type that one."),
                   {setting.host});
  return Message(WERKBANK_TEXT("ssh", "What is your one-time code for %1?"), {setting.host});
}

Message password_words(const std::string& prompt, const QuestionSetting& setting) {
  if (asks_present_password(prompt))
    return Message(
        WERKBANK_TEXT("ssh", "%1 wants you to choose a new password. Type your present password once more first."),
        {setting.host});
  if (setting.refused_before && setting.with_code)
    return Message(WERKBANK_TEXT("ssh",
                                 "%1 did not say which was wrong, the password or the code. Type the password of %2 "
                                 "again, with care."),
                   {setting.host, setting.user});
  return Message(WERKBANK_TEXT("ssh", "What is the password of %1 at %2?"), {setting.user, setting.host});
}

Message new_password_words(const std::string& prompt, const QuestionSetting& setting) {
  if (asks_once_more(prompt))
    return Message(WERKBANK_TEXT("ssh", "Type the new password for %1 once more."), {setting.host});
  return Message(WERKBANK_TEXT("ssh",
                               "Choose a new password for %1. Make it a long one that you use nowhere else, and keep "
                               "it in a safe place."),
                 {setting.host});
}

Message other_words(const std::string& link, const QuestionSetting& setting) {
  if (!link.empty())
    return Message(WERKBANK_TEXT("ssh",
                                 "%1 asks you to open a page in your browser. Open it, do what it says, and then come "
                                 "back here. If it shows a code, type that; otherwise leave this empty."),
                   {setting.host});
  return Message(WERKBANK_TEXT("ssh", "%1 asks you something:"), {setting.host});
}

Message words_for(const Question& question, const std::string& prompt, const QuestionSetting& setting) {
  switch (question.kind) {
    case Question::Kind::password:
      return password_words(prompt, setting);
    case Question::Kind::new_password:
      return new_password_words(prompt, setting);
    case Question::Kind::one_time_code:
      return question.link.empty() ? code_words(setting) : other_words(question.link, setting);
    case Question::Kind::user_name:
    case Question::Kind::key_passphrase:
    case Question::Kind::other:
      break;
  }
  return other_words(question.link, setting);
}

}  // namespace

Question question_for_prompt(const std::string& instruction, const std::string& prompt, bool echo,
                             const QuestionSetting& setting) {
  Question question;
  question.kind = kind_of_prompt(prompt);
  question.echo = echo;
  question.refused_before = setting.refused_before || setting.same_code_again;
  question.server_words = words_for_showing(instruction.empty() ? prompt : instruction + "\n" + prompt);
  question.link = link_in(prompt);
  if (question.link.empty()) question.link = link_in(instruction);
  question.what = words_for(question, prompt, setting);
  return question;
}

Question question_for_password(const QuestionSetting& setting) {
  Question question;
  question.kind = Question::Kind::password;
  question.refused_before = setting.refused_before;
  question.what = password_words("", setting);
  return question;
}

}  // namespace werkbank
