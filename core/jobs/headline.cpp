#include "core/jobs/headline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string_view>

#include "core/jobs/job_view.h"
#include "core/jobs/sweep.h"
#include "core/jobs/time_left.h"
#include "core/jobs/trial.h"

namespace werkbank {
namespace {

/// What there is to say about a metric. `alone` has %1 for the value; `beside_guess` has %2 for a trivial guess as
/// well.
struct ScoreWords {
  std::array<std::string_view, 3> metrics;  ///< how scripts call it
  bool is_share;
  const char* name;
  const char* alone;
  const char* beside_guess;
};

constexpr ScoreWords known_scores[] = {
    {{"accuracy", "acc"},
     true,
     QT_TRANSLATE_NOOP("jobs", "Share of right answers"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. %1 % of its answers are right."),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. %1 % of its answers are right; a trivial guess gets %2 %.")},
    {{"balanced_accuracy", "balanced_acc"},
     true,
     QT_TRANSLATE_NOOP("jobs", "Share of right answers, each kind counted equally"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. It gets %1 % right, with each kind counted equally."),
     QT_TRANSLATE_NOOP(
         "jobs",
         "Your model is ready. It gets %1 % right, with each kind counted equally; a trivial guess gets %2 %.")},
    {{"macro_f1", "f1_macro"},
     false,
     QT_TRANSLATE_NOOP("jobs", "Score over all kinds (macro-F1)"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. Its score over all kinds is %1, where 1 is perfect."),
     QT_TRANSLATE_NOOP(
         "jobs",
         "Your model is ready. Its score over all kinds is %1, where 1 is perfect; a trivial guess scores %2.")},
    {{"f1", "f1_score"},
     false,
     QT_TRANSLATE_NOOP("jobs", "Score for finding (F1)"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. Its score for finding what counts is %1, where 1 is perfect."),
     QT_TRANSLATE_NOOP("jobs",
                       "Your model is ready. Its score for finding what counts is %1, where 1 is perfect; a trivial "
                       "guess scores %2.")},
    {{"mae", "mean_absolute_error"},
     false,
     QT_TRANSLATE_NOOP("jobs", "Mean deviation (MAE)"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. On average it is off by %1."),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. On average it is off by %1; a trivial guess is off by %2.")},
    {{"rmse", "root_mean_squared_error"},
     false,
     QT_TRANSLATE_NOOP("jobs", "Deviation, large ones count more (RMSE)"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. It is typically off by %1."),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. It is typically off by %1; a trivial guess is off by %2.")},
    {{"r2", "r2_score"},
     false,
     QT_TRANSLATE_NOOP("jobs", "Share explained (R²)"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. Its share of what it explains is %1, where 1 is everything."),
     QT_TRANSLATE_NOOP("jobs",
                       "Your model is ready. Its share of what it explains is %1, where 1 is everything; a trivial "
                       "guess explains %2.")},
    {{"auc", "auroc", "roc_auc"},
     false,
     QT_TRANSLATE_NOOP("jobs", "Telling apart (AUC)"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. Its score for telling apart is %1, where 1 is perfect."),
     QT_TRANSLATE_NOOP(
         "jobs",
         "Your model is ready. Its score for telling apart is %1, where 1 is perfect; a trivial guess scores %2.")},
    {{"loss", "eval_loss"},
     false,
     QT_TRANSLATE_NOOP("jobs", "Error while learning (loss)"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. The error that is left is %1; lower is better."),
     QT_TRANSLATE_NOOP(
         "jobs", "Your model is ready. The error that is left is %1; lower is better. A trivial guess leaves %2.")},
    {{"log_loss", "cross_entropy"},
     false,
     QT_TRANSLATE_NOOP("jobs", "Error in the chances (log loss)"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. The error in its chances is %1; lower is better."),
     QT_TRANSLATE_NOOP(
         "jobs", "Your model is ready. The error in its chances is %1; lower is better. A trivial guess leaves %2.")},
    {{"perplexity", "ppl"},
     false,
     QT_TRANSLATE_NOOP("jobs", "Surprise at new text (perplexity)"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. New text surprises it by %1; lower is better, and 1 is never."),
     QT_TRANSLATE_NOOP("jobs",
                       "Your model is ready. New text surprises it by %1; lower is better, and 1 is never. A trivial "
                       "guess is at %2.")},
    {{"wer", "word_error_rate"},
     true,
     QT_TRANSLATE_NOOP("jobs", "Share of wrong words (WER)"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. It gets %1 % of the words wrong."),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. It gets %1 % of the words wrong; a trivial guess %2 %.")},
    {{"map50", "map"},
     false,
     QT_TRANSLATE_NOOP("jobs", "Score for finding and placing (mAP)"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. Its score for finding and placing is %1, where 1 is perfect."),
     QT_TRANSLATE_NOOP("jobs",
                       "Your model is ready. Its score for finding and placing is %1, where 1 is perfect; a trivial "
                       "guess scores %2.")},
    {{"recall_at_5"},
     true,
     QT_TRANSLATE_NOOP("jobs", "Found among the first five"),
     QT_TRANSLATE_NOOP("jobs",
                       "Your search is ready. For %1 % of the questions the right page is among the first five."),
     QT_TRANSLATE_NOOP(
         "jobs",
         "Your search is ready. For %1 % of the questions the right page is among the first five; counting "
         "words alone finds %2 %.")},
    {{"entity_f1"},
     false,
     QT_TRANSLATE_NOOP("jobs", "Score for whole marks (F1)"),
     QT_TRANSLATE_NOOP("jobs", "Your model is ready. Its score for marking names and facts is %1, where 1 is perfect."),
     QT_TRANSLATE_NOOP(
         "jobs",
         "Your model is ready. Its score for marking names and facts is %1, where 1 is perfect; a trivial "
         "guess scores %2.")},
    {{"items_per_s"},
     false,
     QT_TRANSLATE_NOOP("jobs", "Done per second"),
     QT_TRANSLATE_NOOP("jobs", "All of it went through the model: %1 a second."),
     QT_TRANSLATE_NOOP("jobs", "All of it went through the model: %1 a second, beside %2.")},
    {{"score"},
     false,
     QT_TRANSLATE_NOOP("jobs", "The program's own figure"),
     QT_TRANSLATE_NOOP("jobs", "Your program has finished. Its own figure is %1."),
     QT_TRANSLATE_NOOP("jobs", "Your program has finished. Its own figure is %1, beside %2.")},
    {{"learning_rate", "lr"}, false, QT_TRANSLATE_NOOP("jobs", "Learning rate"), nullptr, nullptr},
};

/// The template that trains nothing.
constexpr std::string_view notebooks = "notebook";

const ScoreWords* score_words(std::string_view metric) {
  if (metric.empty()) return nullptr;
  const auto* found = std::find_if(std::begin(known_scores), std::end(known_scores), [&](const ScoreWords& one) {
    return std::find(one.metrics.begin(), one.metrics.end(), metric) != one.metrics.end();
  });
  return found == std::end(known_scores) ? nullptr : found;
}

/// The words for `metric`, whether or not it carries the name of its split; null when it is not known.
const ScoreWords* find_words(const std::string& metric) {
  std::string_view name = metric;
  if (const auto* words = score_words(name)) return words;
  for (const std::string_view split : {"train", "validation", "valid", "val", "test", "eval"}) {
    if (!name.starts_with(split) || name.size() <= split.size() + 1) continue;
    const char after = name[split.size()];
    if (after == '_' || after == '/' || after == ' ' || after == '.') return score_words(name.substr(split.size() + 1));
  }
  return nullptr;
}

/// As it stands in a sentence: a share as a percentage with one decimal.
double in_sentence(double value, bool as_share) { return as_share ? std::round(value * 1000) / 10 : value; }

Message running_headline(const JobRecord& record, const TrainingRecord& training) {
  const auto& progress = training.progress ? training.progress : record.progress;
  if (progress && training.seconds_left) {
    return Message(WERKBANK_TEXT("jobs", "Training is running: %1 % is done, about %2 to go."),
                   {static_cast<std::int64_t>(std::floor(*progress * 100)), Seconds{*training.seconds_left}});
  }
  if (progress) {
    return Message(WERKBANK_TEXT("jobs", "Training is running: %1 % is done."),
                   {static_cast<std::int64_t>(std::floor(*progress * 100))});
  }
  if (training.started_at && record.template_id == notebooks) {
    return Message(WERKBANK_TEXT("jobs", "Your notebook is running."));
  }
  if (training.started_at) return Message(WERKBANK_TEXT("jobs", "Training is running."));
  return Message(WERKBANK_TEXT("jobs", "Your job has its machine and is getting ready."));
}

/// Was it begun before, so that it waits only to be continued?
bool goes_on(const JobRecord& record, const TrainingRecord& training) {
  return record.restarts > 0 || training.started_at;
}

/// Only its turn is wanting: nobody and nothing holds it.
bool waits_for_its_turn(const std::string& reason) {
  constexpr std::string_view turns[] = {"None", "BeginTime", "Priority", "Resources", "Cleaning", "Prolog"};
  const auto word = std::string_view(reason).substr(reason.starts_with('(') ? 1 : 0);
  return word.empty() || std::ranges::any_of(turns, [word](std::string_view turn) { return word.starts_with(turn); });
}

Message waiting_headline(const JobRecord& record, const TrainingRecord& training) {
  if (!goes_on(record, training) || !waits_for_its_turn(record.reason)) return waiting_sentence(record.reason);
  if (training.last_checkpoint_step > 0) {
    return Message(WERKBANK_TEXT("jobs", "Your job has saved its work up to step %1 and waits for its next turn."),
                   {training.last_checkpoint_step});
  }
  return Message(WERKBANK_TEXT("jobs", "Your job was interrupted before it had saved anything. It begins again."));
}

/// What happens next, by itself.
Message waiting_step(const JobRecord& record, const TrainingRecord& training) {
  const bool saved = training.last_checkpoint_step > 0;
  if (!waits_for_its_turn(record.reason)) {
    return saved ? Message(WERKBANK_TEXT("jobs", "What it has done so far is safe: it is saved up to step %1."),
                           {training.last_checkpoint_step})
                 : Message();
  }
  return saved
             ? Message(WERKBANK_TEXT(
                   "jobs",
                   "It goes on from there by itself, in a few minutes or when there is room. You need not do anything "
                   "and can switch off this computer."))
             : Message(WERKBANK_TEXT("jobs",
                                     "It begins by itself, in a few minutes or when there is room. You need not do "
                                     "anything and can switch off this computer."));
}

/// What there is to say of a job that is continued, or that will have to be; empty of any other.
Message told_of_time(const JobRecord& record, const TrainingRecord& training) {
  if (record.cancel_requested) return {};
  if (record.phase == JobPhase::running) return words_of(time_left(record, training));
  const bool continued = record.phase == JobPhase::waiting && goes_on(record, training);
  return continued && !record.reality.runs_here ? waiting_step(record, training) : Message();
}

/// Of a trial run that runs.
Message trying_headline(const TrainingRecord& training) {
  if (!training.progress) return Message(WERKBANK_TEXT("jobs", "The trial run is getting ready to measure."));
  return Message(WERKBANK_TEXT("jobs", "The trial run is measuring: %1 % is done."),
                 {static_cast<std::int64_t>(std::floor(*training.progress * 100))});
}

/// Of a sweep that runs.
Message sweeping_headline(const JobRecord& record, const TrainingRecord& training) {
  const auto all = static_cast<std::int64_t>(kept_variants(record).size());
  const auto ready = std::ranges::count_if(training.variants, [](const auto& one) {
    return one.second.state == VariantNote::State::completed || one.second.state == VariantNote::State::failed ||
           one.second.state == VariantNote::State::stopped;
  });
  if (training.variants.empty()) {
    return Message(WERKBANK_TEXT("jobs", "Your job has its machine and is getting ready to try %1 settings."), {all});
  }
  return Message(WERKBANK_TEXT("jobs", "Several settings are being tried: %1 of %2 are ready."),
                 {static_cast<std::int64_t>(ready), all});
}

Message tried_headline(const JobRecord& record, const TrainingRecord& training) {
  if (const auto forecast = forecast_of(record, training)) return words_of(*forecast);
  // What it measured may not have been read yet.
  return training.end ? Message(WERKBANK_TEXT("jobs", "The trial run has ended, but it measured nothing."))
                      : Message(WERKBANK_TEXT("jobs", "The trial run is ready."));
}

Message tried_step(const JobRecord& record, const TrainingRecord& training) {
  if (const auto forecast = forecast_of(record, training)) return guess_beside(record, *forecast);
  if (!training.end) return {};
  return Message(WERKBANK_TEXT("jobs", "You can start the whole run all the same; your data is not sent again."));
}

Message done_headline(const JobRecord& record) {
  if (record.primary_value) return score_sentence(record.primary_name, *record.primary_value, record.baseline_value);
  return Message(WERKBANK_TEXT("jobs", "Your job has finished. Its results are ready."));
}

Message prepared_headline(const JobRecord& record) {
  if (!record.problem.empty()) return Message(WERKBANK_TEXT("jobs", "This job could not be sent; nothing of it runs."));
  if (record.submitting_since) {
    return Message(WERKBANK_TEXT("jobs", "The connection broke while this job was being sent. It did not arrive."));
  }
  return Message(WERKBANK_TEXT("jobs", "This job is ready to be sent."));
}

}  // namespace

Message score_name(const std::string& metric) {
  if (const ScoreWords* words = find_words(metric)) return Message("jobs", words->name);
  return Message(WERKBANK_TEXT("jobs", "“%1”"), {metric});
}

bool is_share(const std::string& metric) {
  const ScoreWords* words = find_words(metric);
  return words != nullptr && words->is_share;
}

Message score_sentence(const std::string& metric, double value, std::optional<double> baseline) {
  const ScoreWords* words = find_words(metric);
  if (words != nullptr && words->alone != nullptr) {
    const double shown = in_sentence(value, words->is_share);
    if (!baseline) return Message("jobs", words->alone, {shown});
    return Message("jobs", words->beside_guess, {shown, in_sentence(*baseline, words->is_share)});
  }
  if (!baseline) return Message(WERKBANK_TEXT("jobs", "Your model is ready. Its score “%1” is %2."), {metric, value});
  return Message(WERKBANK_TEXT("jobs", "Your model is ready. Its score “%1” is %2; a trivial guess scores %3."),
                 {metric, value, *baseline});
}

Message headline_of(const JobRecord& record, const TrainingRecord& training) {
  if (record.cancel_requested && !is_over(record.phase)) {
    return Message(WERKBANK_TEXT("jobs", "This job is being stopped."));
  }
  if (record.missing_since && !is_over(record.phase)) {
    return Message(
        WERKBANK_TEXT("jobs", "The AI factory does not find this job at the moment. Werkbank keeps asking."));
  }
  switch (record.phase) {
    case JobPhase::prepared:
      return prepared_headline(record);
    case JobPhase::uploading:
      return Message(WERKBANK_TEXT("jobs", "Your data is being brought to the AI factory."));
    case JobPhase::submitting:
      return Message(WERKBANK_TEXT("jobs", "Your job is being handed to the AI factory."));
    case JobPhase::waiting:
      return waiting_headline(record, training);
    case JobPhase::running:
      if (is_sweep(record)) return sweeping_headline(record, training);
      return record.is_trial ? trying_headline(training) : running_headline(record, training);
    case JobPhase::finishing:
      return Message(WERKBANK_TEXT("jobs", "The job has ended. Its last results are being read."));
    case JobPhase::done:
      return record.is_trial ? tried_headline(record, training) : done_headline(record);
    case JobPhase::failed:
    case JobPhase::cancelled:
      return explain(record, training, {}).sentence;
  }
  return {};
}

Message next_step_of(const JobRecord& record, const TrainingRecord& training) {
  switch (record.phase) {
    case JobPhase::prepared:
      return record.problem.empty()
                 ? Message(WERKBANK_TEXT("jobs", "Sign in and start it. It is never sent twice."))
                 : Message(WERKBANK_TEXT("jobs", "Look in the details for the reason, then start it again."));
    case JobPhase::uploading:
    case JobPhase::submitting:
      return Message(WERKBANK_TEXT(
          "jobs", "If nothing moves any more, sign in and start this job again. It is never sent twice."));
    case JobPhase::waiting:
    case JobPhase::running:
      if (auto told = told_of_time(record, training); !told.empty()) return told;
      if (record.reality.runs_here) {
        return Message(
            WERKBANK_TEXT("jobs", "You can close Werkbank, but leave this computer on: the job runs on it."));
      }
      return Message(
          WERKBANK_TEXT("jobs", "You can close Werkbank and switch off this computer: the job goes on without it."));
    case JobPhase::finishing:
      return {};
    case JobPhase::done:
      if (record.is_trial) return tried_step(record, training);
      return record.fetched_to.empty() ? Message(WERKBANK_TEXT("jobs", "Fetch the results to this computer."))
                                       : Message(WERKBANK_TEXT("jobs", "The results are in %1."), {record.fetched_to});
    case JobPhase::failed:
    case JobPhase::cancelled:
      return explain(record, training, {}).advice;
  }
  return {};
}

}  // namespace werkbank
