// Jobs, templates and factories as JSON for machines and as lines for people.
#pragma once

#include <nlohmann/json.hpp>

#include "app/cli/session.h"
#include "core/dataset/data_check.h"
#include "core/jobs/attempts.h"
#include "core/jobs/job_view.h"

namespace werkbank {

nlohmann::ordered_json factory_json(const CliSession& session, const Factory& factory);
nlohmann::ordered_json template_json(const CliSession& session, const JobTemplate& job_template);
nlohmann::ordered_json report_json(const CliSession& session, const DataReport& report);
nlohmann::ordered_json receipt_json(const Receipt& receipt);
/// Of a job that was begun once: an empty list.
nlohmann::ordered_json attempts_json(const CliSession& session, const AttemptStory& story);
nlohmann::ordered_json job_json(const CliSession& session, const JobView& view);

/// What the checks found, one finding a line with its place and its repair.
void say_report(const CliSession& session, const DataReport& report);
/// What is simulated or played back, if anything.
void say_reality(const CliSession& session, const Reality& reality);
/// The variants of a sweep with what differs in each and how it stands; nothing of another job.
void say_sweep(const CliSession& session, const JobView& view);
/// The score beside the trivial baseline, or nothing when there is none yet.
void say_score(const CliSession& session, const JobView& view);

}  // namespace werkbank
