// What a training script says about itself (out/metrics.jsonl): read by bytes as they come.
// A run is finished only when its `end` record is there; the scheduler's word is not enough.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace werkbank {

/// One point of a learning curve.
struct MetricPoint {
  int attempt = 0;
  double time = 0;  ///< unix seconds
  std::int64_t step = 0;
  double epoch = 0;
  std::optional<double> value;  ///< empty where the script had no finite number
};

/// The points without those that a later attempt replaced: a continued job goes back to its checkpoint and passes the
/// same steps again, and then the later attempt counts.
std::vector<MetricPoint> without_replaced(const std::vector<MetricPoint>& points);

/// "loss" of "train".
struct CurveKey {
  std::string split;
  std::string value;
  bool operator==(const CurveKey&) const = default;
  bool operator<(const CurveKey& other) const { return std::tie(split, value) < std::tie(other.split, other.value); }
};

struct NamedValue {
  std::string name;
  std::optional<double> value;
};

struct TrainingEnd {
  bool completed = false;
  NamedValue primary;
  bool higher_is_better = true;
  NamedValue baseline;
  double seconds = 0;
  int attempt = 0;
  bool is_trial = false;  ///< of a trial run: what it measured counts, its scores do not
};

/// How one variant of a sweep stands, by the job's own word.
struct VariantNote {
  enum class State { runs, waits, completed, failed, stopped };  ///< `waits`: its time was up, it goes on later
  State state = State::runs;
  double time = 0;   ///< unix seconds of this word
  int attempt = 0;   ///< of the variant: how often it was started before
  NamedValue score;  ///< by which variants are compared, on data that is not the test data; of one that completed
  bool higher_is_better = false;
  TrainingEnd end;      ///< what it scored in the end; of one that completed
  std::string message;  ///< why it failed, from its own records; may be empty
};

/// What a trial run says that the whole run will take.
struct TrialForecast {
  double seconds = 0;  ///< most likely, from the start of the script to its end
  double low = 0;
  double high = 0;
  std::int64_t steps = 0;        ///< that were measured
  std::int64_t steps_total = 0;  ///< of the whole run; 0 when not told
  bool may_end_early = false;    ///< the training stops by itself when it gets no better, which `low` reckons with
};

struct TrainingNote {
  enum class Kind { warning, error, data_error };
  Kind kind = Kind::warning;
  int attempt = 0;
  std::string code;
  std::string message;
  std::string file;
  std::optional<std::int64_t> line;
  double time = 0;
};

/// One start of the script. A job that is continued past its time limit has several.
struct TrainingAttempt {
  int number = 0;
  double began_at = 0;         ///< unix seconds of its first record,
  double last_at = 0;          ///< and of its last
  std::int64_t from_step = 0;  ///< where it went on: the last checkpoint before it; 0 without one
  std::int64_t last_step = 0;  ///< how far it came
};

struct Checkpoint {
  int attempt = 0;
  double time = 0;  ///< unix seconds
  std::int64_t step = 0;
};

/// What a script itself counts as its speed.
struct Throughput {
  enum class Unit { examples, tokens };
  Unit unit = Unit::examples;
  double per_second = 0;
};

struct TrainingRecord {
  std::map<CurveKey, std::vector<MetricPoint>> curves;
  std::optional<double> progress;    ///< 0 to 1, the latest
  std::optional<double> started_at;  ///< unix seconds, of the first attempt
  /// From the progress of this attempt, or else by the script's own estimate, counted from last_record_at; empty when
  /// not known or ended.
  std::optional<double> seconds_left;
  std::string device;                    ///< "cpu", "cuda", ...
  std::optional<Throughput> throughput;  ///< the latest
  std::int64_t last_step = 0;
  std::int64_t steps_total = 0;
  std::int64_t last_checkpoint_step = -1;
  int attempt = 0;                        ///< the latest
  std::vector<TrainingAttempt> attempts;  ///< in order; of more than 1000 the first and the last
  std::vector<Checkpoint> checkpoints;    ///< in order; of more than 2000 every second one, and so on
  double last_record_at = 0;              ///< unix seconds; never goes back
  std::vector<TrainingNote> notes;        ///< at most 200: the first 100 and the last 100
  /// Of the latest attempt; a `start` or a record of a later attempt after it takes it away again.
  std::optional<TrainingEnd> end;
  std::optional<TrialForecast> forecast;  ///< of a trial run, when it has measured enough
  std::map<int, VariantNote> variants;    ///< of a sweep, by number from 0: those that were begun; at most 100
  std::optional<int> kept_variant;        ///< of a sweep: whose results lie in out/ now, the best of those so far
  std::uint64_t skipped_lines = 0;
};

/// Of a sweep: how the variant ended whose results lie in out/; empty when there is none.
std::optional<TrainingEnd> end_of_kept(const TrainingRecord& record);

/// At most 512 curves and 2 million points a curve; what is more is counted as skipped.
class TrainingRecordReader {
 public:
  /// Bytes that follow the ones given before. An unfinished last line waits; a line over 64 kB, or one that does not
  /// parse, is counted and skipped; unknown types and keys are ignored.
  void add(std::string_view bytes);
  const TrainingRecord& record() const { return record_; }

 private:
  /// What one line says; kept out of this header because it is JSON.
  struct Line;
  void add_line(std::string_view line);
  void enter_attempt(const Line& line, bool begins);
  void read_start(const Line& line);
  void read_metric(const Line& line);
  void read_checkpoint(const Line& line);
  void read_estimate(const Line& line);
  void read_end(const Line& line);
  void read_note(const Line& line, TrainingNote::Kind kind);
  void read_variant(const Line& line);
  void add_point(const CurveKey& key, const MetricPoint& point);
  void reckon_time_left();

  std::string tail_;
  bool overlong_ = false;
  TrainingRecord record_;
  double attempt_began_ = 0;                 ///< unix seconds of the first record of this attempt
  double worked_before_ = 0;                 ///< seconds of the attempts before it
  std::optional<double> estimated_seconds_;  ///< of the whole work, by the script in this attempt
  std::optional<double> first_progress_;     ///< of this attempt,
  double first_progress_at_ = 0;             ///< and when
};

}  // namespace werkbank
